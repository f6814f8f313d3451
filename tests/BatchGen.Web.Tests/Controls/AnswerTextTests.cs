using BatchGen.Web.Controls;
using Bunit;

namespace BatchGen.Web.Tests.Controls;

public sealed class AnswerTextTests : PageTestBase
{
    [Fact]
    public void Render_ShowsMarkupAsText_WhenAnAnswerContainsIt()
    {
        var answer = Render<AnswerText>(parameters => parameters.Add(text => text.Text, "<script>alert(1)</script>\n```html\n<img src=x onerror=alert(1)>\n```"));

        Assert.Empty(answer.FindAll("script, img"));
        Assert.Contains("&lt;script&gt;", answer.Markup, StringComparison.Ordinal);
        Assert.Equal("<img src=x onerror=alert(1)>", answer.Find("code").TextContent);
    }
}
