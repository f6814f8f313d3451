using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Keys;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class MyKeysPageTests : PageTestBase
{
    private ApiKeys Keys => Services.GetRequiredService<ApiKeys>();

    [Fact]
    public async Task Make_ShowsTheKeyOnce_AndListsItsPrefix()
    {
        var page = Render<MyKeysPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".new-key")));

        await page.InvokeAsync(() => page.Find(".new-key input").Input("nightly"));
        await page.InvokeAsync(() => page.Find(".new-key button").Click());

        page.WaitForAssertion(() => Assert.Contains("nightly", page.Find(".keys").TextContent, StringComparison.Ordinal));
        var secret = page.Find(".once code").TextContent;
        Assert.NotNull(await Keys.FindAsync(secret, CancellationToken.None));
        Assert.DoesNotContain(secret, Render<MyKeysPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scopes_AreOnlyThoseOfTheRole_AndOnlyOnesOwnKeysAreListed()
    {
        var admin = (await Services.GetRequiredService<Accounts>().ListAsync(CancellationToken.None))[0];
        await Keys.IssueAsync(admin.Id, new NewApiKey("the admin's", Rights.Read), "test", CancellationToken.None);
        var viewer = Assert.IsType<AccountDone>(await Services.GetRequiredService<Accounts>().CreateAsync("vera", Role.Viewer, "test", CancellationToken.None));
        SignInAs((await Services.GetRequiredService<Accounts>().FindAsync(viewer.UserId, CancellationToken.None))!);

        var page = Render<MyKeysPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".chip")));
        page.WaitForAssertion(() => Assert.Contains("No keys yet", page.Markup, StringComparison.Ordinal));
    }
}
