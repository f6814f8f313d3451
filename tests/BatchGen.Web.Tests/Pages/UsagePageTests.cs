using BatchGen.Batches.Data;
using BatchGen.Web.Pages.Usage;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class UsagePageTests : PageTestBase
{
    private const string Period = "usage?from=2020-02-27&to=2020-03-01";

    [Fact]
    public void Render_KeepsTheRoom_WhenPrerendered()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        Assert.NotEmpty(Render<UsagePage>().FindAll(".bone"));
    }

    [Fact]
    public void Render_SaysWhatWouldBeHere_WhenNothingWasUsed()
    {
        var page = Render<UsagePage>();

        page.WaitForAssertion(() => Assert.Contains("Nothing was used in this period", page.Markup, StringComparison.Ordinal));
        Assert.Equal(30, page.FindAll(".day-bars g").Count);
    }

    [Fact]
    public async Task Render_ShowsEverybodysUse_ToAnAdministrator()
    {
        await AddTwoUsersAsync();

        var page = Open($"{Period}&by=user");

        page.WaitForAssertion(() => Assert.Equal(["bob", "ada"], page.FindAll("tbody th").Select(name => name.TextContent)));
        Assert.Equal("5", page.Find("tfoot td").TextContent);
        Assert.Equal(4, page.FindAll(".day-bars g").Count);
        Assert.NotEmpty(page.FindAll("nav.tabs"));
        Assert.Contains(page.FindAll("[aria-pressed=true]"), chip => chip.TextContent == "User");
    }

    [Fact]
    public async Task Render_ShowsOnesOwnUse_ToOthers()
    {
        SignInAs((await AddTwoUsersAsync())[0]);

        var page = Open($"{Period}&by=label");

        page.WaitForAssertion(() => Assert.Equal(["No label"], page.FindAll("tbody th").Select(name => name.TextContent)));
        Assert.Equal("2", page.Find("tfoot td").TextContent);
        Assert.Empty(page.FindAll("nav.tabs"));
        Assert.DoesNotContain(page.FindAll("button.chip"), chip => chip.TextContent == "User");
    }

    [Fact]
    public async Task Choose_ChangesTheAddress()
    {
        var page = Open("usage?days=7&by=model");
        page.WaitForElement("button.chip");

        await page.InvokeAsync(() => page.FindAll("button.chip").Single(chip => chip.TextContent == "90 days").Click());
        Assert.EndsWith("/usage?days=90&by=model", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, null, "usage?days=30&by=day")]
    [InlineData(7, null, null, "model", "usage?days=7&by=model")]
    [InlineData(8, "x", "2020-01-01", "colour", "usage?days=30&by=day")]
    [InlineData(7, "2020-01-01", "2020-01-02", "label", "usage?from=2020-01-01&to=2020-01-02&by=label")]
    [InlineData(null, "2020-01-02", "2020-01-01", null, "usage?days=30&by=day")]
    public void Parse_LeavesOutWhatCannotBeMeant(int? days, string? from, string? to, string? by, string path) =>
        Assert.Equal(path, UsageAddress.Parse(days, from, to, by, new DateOnly(2026, 11, 30)).Path);

    private IRenderedComponent<UsagePage> Open(string path)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        return Render<UsagePage>();
    }

    private async Task<User[]> AddTwoUsersAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        User[] users = [NewUser("ada"), NewUser("bob")];
        db.Users.AddRange(users);
        await db.SaveChangesAsync();
        db.UsageDays.Add(NewDay(users[0].Id, 29, items: 2, tokens: 10));
        db.UsageDays.Add(NewDay(users[1].Id, 28, items: 3, tokens: 50));
        await db.SaveChangesAsync();
        return users;
    }

    private static User NewUser(string name) =>
        new() { UserName = name, NormalizedUserName = name.ToUpperInvariant(), Role = Role.Submitter, CreatedAt = DateTimeOffset.UnixEpoch };

    private static UsageDay NewDay(long user, int day, long items, long tokens) =>
        new() { Day = new DateOnly(2020, 2, day), UserId = user, Model = "m", Labels = "", SucceededItems = items, GeneratedTokens = tokens };
}
