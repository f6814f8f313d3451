using BatchGen.Web.Layout;
using Bunit;

namespace BatchGen.Web.Tests.Layout;

public sealed class AccountMenuTests : PageTestBase
{
    [Fact]
    public void Render_NamesWhoIsSignedIn_AndSignsOutByAForm()
    {
        var menu = Render<AccountMenu>();

        menu.WaitForAssertion(() => Assert.Equal("admin", menu.Find("strong").TextContent));
        Assert.Equal("post", menu.Find("form").GetAttribute("method"));
        Assert.Equal("account/sign-out", menu.Find("form").GetAttribute("action"));
    }

    [Fact]
    public void Render_ShowsNothing_ToWhoHasNotSignedIn()
    {
        SignIn.SetNotAuthorized();

        Assert.Equal("", Render<AccountMenu>().Markup.Trim());
    }
}
