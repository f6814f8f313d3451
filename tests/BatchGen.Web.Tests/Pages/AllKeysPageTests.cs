using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Pages.Keys;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages;

public sealed class AllKeysPageTests : PageTestBase
{
    private ApiKeys Keys => Services.GetRequiredService<ApiKeys>();

    [Fact]
    public void Render_KeepsTheRoom_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(Render<AllKeysPage>().FindAll(".bone"));
    }

    [Fact]
    public void Render_SaysWhatAKeyIs_WhenThereIsNone()
    {
        var page = Render<AllKeysPage>();

        page.WaitForAssertion(() => Assert.Contains("No keys yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_NamesEachKeysOwner_AndThatOneIsRevoked()
    {
        await IssueAsync("running");
        await Keys.RevokeAsync((await IssueAsync("ended")).Id, "admin", CancellationToken.None);

        var page = Render<AllKeysPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.All(page.FindAll("tbody tr"), row => Assert.Contains("admin", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("Revoked", Row(page, "ended").TextContent, StringComparison.Ordinal);
        Assert.Single(Row(page, "running").QuerySelectorAll("button"));
    }

    [Theory]
    [InlineData("Revoke", true)]
    [InlineData("Keep", false)]
    public async Task Revoke_AsksFirst(string answer, bool isRevoked)
    {
        await IssueAsync("nightly");
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var page = Render<AllKeysPage>();
        page.WaitForElement("tbody button");

        await page.InvokeAsync(() => page.Find("tbody button").Click());
        dialogs.WaitForElement(".mud-dialog button");
        await dialogs.InvokeAsync(
            () => dialogs.FindAll(".mud-dialog button").Single(button => button.TextContent.StartsWith(answer, StringComparison.Ordinal)).Click());

        page.WaitForAssertion(() => Assert.Equal(isRevoked ? 0 : 1, page.FindAll("tbody button").Count));
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<AllKeysPage> page, string name) =>
        page.FindAll("tbody tr").Single(row => row.TextContent.Contains(name, StringComparison.Ordinal));

    private async Task<ApiKey> IssueAsync(string name)
    {
        var admin = (await Services.GetRequiredService<Accounts>().ListAsync(CancellationToken.None))[0];
        await Keys.IssueAsync(admin.Id, new NewApiKey(name, Rights.Read), "test", CancellationToken.None);
        return (await Keys.ListAsync(userId: null, CancellationToken.None)).Single(key => key.Name == name);
    }
}
