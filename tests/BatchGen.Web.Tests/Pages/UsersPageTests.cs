using AngleSharp.Dom;
using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Users;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class UsersPageTests : PageTestBase
{
    private Accounts Accounts => Services.GetRequiredService<Accounts>();

    [Fact]
    public async Task Invite_ShowsALinkOnce_AndIsAudited()
    {
        var page = Open(users: 1);

        await page.InvokeAsync(() => page.Find(".new-user input").Input("grace"));
        await page.InvokeAsync(() => page.Find(".new-user button").Click());

        page.WaitForAssertion(() => Assert.Contains($"{SignInLinks.WelcomePath}?token=", page.Find(".once").TextContent, StringComparison.Ordinal));
        Assert.Equal(Role.Submitter, (await UserAsync("grace")).Role);
        var audit = await Services.GetRequiredService<DeviceLimits>().ListAuditAsync(10, CancellationToken.None);
        Assert.Equal(["one-time link", "submitter"], audit.Where(entry => entry.What.ToString() == "user grace").Select(entry => entry.To?.ToString()));
        Assert.All(audit.Where(entry => entry.What.ToString() == "user grace"), entry => Assert.Equal(Web.Access.Accounts.FirstAdmin, entry.Who));
    }

    [Fact]
    public async Task Invite_SaysWhyNot_WhenTheNameIsTaken()
    {
        var page = Open(users: 1);

        await page.InvokeAsync(() => page.Find(".new-user input").Input(Web.Access.Accounts.FirstAdmin));
        await page.InvokeAsync(() => page.Find(".new-user button").Click());

        page.WaitForAssertion(() => Assert.Contains("user_name_taken", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Role_Stays_WhenNobodyElseIsAnAdministrator()
    {
        var page = Open(users: 1);

        await page.InvokeAsync(() => RowOf(page, Web.Access.Accounts.FirstAdmin).QuerySelector("select")!.Change(nameof(Role.Viewer)));

        page.WaitForAssertion(() => Assert.Contains("last_admin", page.Markup, StringComparison.Ordinal));
        Assert.Equal(Role.Admin, (await UserAsync(Web.Access.Accounts.FirstAdmin)).Role);
    }

    [Fact]
    public async Task Row_ChangesRoleQuotaAndStanding_OfTheUser()
    {
        await Accounts.CreateAsync("grace", Role.Viewer, "test", CancellationToken.None);
        var page = Open(users: 2);

        await page.InvokeAsync(() => RowOf(page, "grace").QuerySelector("select")!.Change(nameof(Role.Operator)));
        await page.InvokeAsync(() => RowOf(page, "grace").QuerySelectorAll(".quota input")[0].Change("500"));
        await page.InvokeAsync(() => RowOf(page, "grace").QuerySelectorAll("button")[^1].Click());

        page.WaitForAssertion(() => Assert.Contains("Disabled", RowOf(page, "grace").TextContent, StringComparison.Ordinal));
        var grace = await UserAsync("grace");
        Assert.Equal(Role.Operator, grace.Role);
        Assert.Equal(500, grace.MaxQueuedItems);
        Assert.True(grace.IsDisabled);
    }

    private IRenderedComponent<UsersPage> Open(int users)
    {
        var page = Render<UsersPage>();
        page.WaitForAssertion(() => Assert.Equal(users, page.FindAll(".user-row").Count));
        return page;
    }

    private static IElement RowOf(IRenderedComponent<UsersPage> page, string name) =>
        page.FindAll(".user-row").Single(row => row.QuerySelector("strong")!.TextContent == name);

    private async Task<User> UserAsync(string name) =>
        (await Accounts.ListAsync(CancellationToken.None)).Single(user => user.UserName == name);
}
