using System.Globalization;
using BatchGen.Web.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Layout;

public sealed class LanguageMenuTests : PageTestBase
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("zh-CN", "zh-CN")]
    public void Render_MarksTheLanguageThatIsSpoken(string culture, string marked)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);

        var menu = Render<LanguageMenu>();

        Assert.Equal(marked, Assert.Single(menu.FindAll("a[aria-current=true]")).GetAttribute("lang"));
    }

    [Theory]
    [InlineData("", "%2F")]
    [InlineData("batches?state=failed&q=night", "%2Fbatches%3Fstate%3Dfailed%26q%3Dnight")]
    public void Render_LeadsBackToThePage(string path, string back)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);

        var menu = Render<LanguageMenu>();

        Assert.Equal([$"language/en?back={back}", $"language/zh-CN?back={back}"], menu.FindAll("a").Select(link => link.GetAttribute("href")));
    }
}
