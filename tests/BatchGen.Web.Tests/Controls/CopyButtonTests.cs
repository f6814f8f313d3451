using BatchGen.Web.Controls;
using Bunit;

namespace BatchGen.Web.Tests.Controls;

public sealed class CopyButtonTests : PageTestBase
{
    [Theory]
    [InlineData(true, "Copied")]
    [InlineData(false, "")]
    public void Click_SaysThatItWasCopied_OnlyWhenItWas(bool copied, string said)
    {
        var module = JSInterop.SetupModule("./Controls/CopyButton.razor.js");
        var copy = module.Setup<bool>("copy", "the words").SetResult(copied);
        var button = Render<CopyButton>(parameters => parameters.Add(control => control.Text, "the words").Add(control => control.Label, "Copy"));

        button.Find("button").Click();

        button.WaitForAssertion(() => Assert.Single(copy.Invocations));
        button.WaitForAssertion(() => Assert.Equal(said, button.Find("[role=status]").TextContent));
    }

    [Fact]
    public void Render_ForgetsTheLastCopy_WhenTheTextIsAnother()
    {
        JSInterop.SetupModule("./Controls/CopyButton.razor.js").Setup<bool>("copy", "one").SetResult(true);
        var button = Render<CopyButton>(parameters => parameters.Add(control => control.Text, "one").Add(control => control.Label, "Copy"));
        button.Find("button").Click();
        button.WaitForAssertion(() => Assert.Equal("Copied", button.Find("[role=status]").TextContent));

        button.Render(parameters => parameters.Add(control => control.Text, "two").Add(control => control.Label, "Copy"));

        Assert.Equal("", button.Find("[role=status]").TextContent);
    }
}
