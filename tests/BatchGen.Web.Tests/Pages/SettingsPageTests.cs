using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Settings;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Pages.Settings;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Pages;

public sealed class SettingsPageTests : PageTestBase
{
    private const string Secret = "a key that nobody may read here";

    public SettingsPageTests() => Services.GetRequiredService<IOptions<AccessOptions>>().Value.BootstrapApiKey = Secret;

    [Fact]
    public void Render_NamesEverySettingInWords_WithItsKey()
    {
        var page = Render<SettingsPage>();

        Assert.Equal(EditableSettings.All.Count, page.FindAll(".setting").Count);
        // A text that is missing shows its own name, which is the key without its colon.
        Assert.All(page.FindAll(".settings dt, .setting > label"), line =>
            Assert.NotEqual(line.QuerySelector("code")!.TextContent.Replace(":", "", StringComparison.Ordinal), line.ChildNodes[0].TextContent.Trim()));
        Assert.Contains(page.FindAll(".settings dt"), line => line.TextContent.Contains("Engine:Slots", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ShowsNoSecret() => Assert.DoesNotContain(Secret, Render<SettingsPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public void Overview_WritesListsAndTables_WithWhoSetAnyEntry()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Models:Aliases:gpt-4o"] = "some-model", ["Models:Aliases:old"] = "other", ["Schedules:FolderRoots:0"] = "/in", ["Schedules:FolderRoots:1"] = "/out",
        }).Build();
        var services = new ServiceCollection().Configure<ScheduleOptions>(configuration.GetSection(ScheduleOptions.Section)).BuildServiceProvider();

        var facts = new SettingsOverview(BatchGenServices.Settings, configuration, services).ReadFixed().ToDictionary(fact => fact.Setting.Key);

        Assert.Equal(("gpt-4o = some-model, old = other", true), (facts["Models:Aliases"].Value, facts["Models:Aliases"].IsSet));
        Assert.Equal(("/in, /out", true), (facts["Schedules:FolderRoots"].Value, facts["Schedules:FolderRoots"].IsSet));
        Assert.False(facts["Engine:Slots"].IsSet);
    }

    [Fact]
    public void Render_SaysWhoSetWhat_AndFoldsWhatNobodySet()
    {
        var page = Render<SettingsPage>();

        var set = page.FindAll(".panel > .settings > div").Single(line => line.QuerySelector("code")!.TextContent == "Storage:DataDirectory");
        Assert.EndsWith("set on the command line", set.QuerySelector("dd")!.TextContent.Trim(), StringComparison.Ordinal);
        var folded = page.FindAll("details .settings > div").Single(line => line.QuerySelector("code")!.TextContent == "Execution:Workers");
        Assert.DoesNotContain("set ", folded.QuerySelector("dd")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_LeavesWhatItFinds_UnfoldedAndCounted()
    {
        var page = Render<SettingsPage>();

        page.Find(".settings-find input").Input("webhooks timeout");
        Assert.Equal(["Webhooks:Timeout"], Keys(page));
        Assert.Equal("1 setting", page.Find(".settings-find [role=status]").TextContent);

        page.Find(".settings-find input").Input("Execution:Workers");
        Assert.Equal(["Execution:Workers"], Keys(page));
        Assert.Empty(page.FindAll("details"));
    }

    [Fact]
    public void Search_SaysThatNothingWasFound_AndShowsAllAgain()
    {
        var page = Render<SettingsPage>();
        var all = Keys(page);

        page.Find(".settings-find input").Input("no such thing");
        Assert.Empty(page.FindAll(".panel"));
        Assert.Contains("“no such thing”", page.Find(".empty").TextContent, StringComparison.Ordinal);

        page.Find(".empty button").Click();
        Assert.Equal(all, Keys(page));
    }

    [Fact]
    public void Search_StandsInTheAddress_OnceItIsTyped()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("admin/settings?q=aliases");
        var page = Render<SettingsPage>();
        Assert.Equal(["Models:Aliases"], Keys(page));

        page.Find(".settings-find input").Input("mail host");
        page.Find(".settings-find input").Change("mail host");

        Assert.EndsWith("admin/settings?q=mail%20host", navigation.Uri, StringComparison.Ordinal);
    }

    /// <summary>The keys stay as they are, and the words are the reader's.</summary>
    [Fact]
    public void Render_SaysEverythingInChinese_OnAChinesePage()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

        var lines = Render<SettingsPage>().FindAll(".settings dt, .setting > label");

        Assert.All(lines, line => Assert.Contains(line.ChildNodes[0].TextContent, letter => letter is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public async Task Apply_ChangesTheSettingInItsUnit_AndBackTakesItBack()
    {
        var page = Render<SettingsPage>();

        await TypeAsync(page, "Submission-MaxFileBytes", "2", "UnitMiB");
        page.WaitForAssertion(() => Assert.Contains("2.0 MiB instead of 190.7 MiB", Line(page, "Submission-MaxFileBytes"), StringComparison.Ordinal));
        Assert.Equal(2 << 20, Services.GetRequiredService<IOptionsMonitor<SubmissionOptions>>().CurrentValue.MaxFileBytes);

        await page.InvokeAsync(() => page.Find(".setting:has(#setting-Submission-MaxFileBytes) button[type=button]").Click());
        page.WaitForAssertion(() => Assert.DoesNotContain("instead", Line(page, "Submission-MaxFileBytes"), StringComparison.Ordinal));
        Assert.Contains("190.7 MiB, the default", Line(page, "Submission-MaxFileBytes"), StringComparison.Ordinal);
        Assert.Equal(200_000_000, Services.GetRequiredService<IOptionsMonitor<SubmissionOptions>>().CurrentValue.MaxFileBytes);
    }

    [Fact]
    public async Task Apply_WritesWhoChangedWhat()
    {
        var page = Render<SettingsPage>();

        await TypeAsync(page, "Storage-KeepResultsFor", "30", "UnitDays");

        page.WaitForAssertion(() => Assert.Contains("30 d", Line(page, "Storage-KeepResultsFor"), StringComparison.Ordinal));
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var entry = Assert.Single(await db.Audit.ToListAsync(), entry => entry.What.ToString().StartsWith("setting", StringComparison.Ordinal));
        Assert.Equal(
            ("admin", "setting Storage:KeepResultsFor", "none", "30.00:00:00"),
            (entry.Who, entry.What.ToString(), entry.From?.ToString(), entry.To?.ToString()));
    }

    [Fact]
    public async Task Apply_SaysAtTheFieldWhatIsWrong_AndChangesNothing()
    {
        var page = Render<SettingsPage>();

        await TypeAsync(page, "Submission-MaxItems", "0", unit: null);

        page.WaitForAssertion(() => Assert.Contains(
            "Submission:MaxItems is 0. Use 1 or more.", page.Find("#setting-Submission-MaxItems-problem").TextContent, StringComparison.Ordinal));
        Assert.Contains("setting_invalid", page.Find("#setting-Submission-MaxItems-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal(50_000, Services.GetRequiredService<IOptionsMonitor<SubmissionOptions>>().CurrentValue.MaxItems);
    }

    [Theory]
    [InlineData(SettingHold.Environment, "Live__MaxOpenRequests")]
    [InlineData(SettingHold.CommandLine, "command line")]
    public void Field_IsFixedWithTheReason_WhenSomethingElseWins(SettingHold hold, string reason)
    {
        var now = new SettingNow(EditableSettings.Find("Live:MaxOpenRequests")!, "9", "256", IsChanged: false, hold);

        var field = Render<SettingField>(parameters => parameters.Add(field => field.Now, now));

        Assert.Contains(reason, field.Markup, StringComparison.Ordinal);
        Assert.Empty(field.FindAll("input, button"));
    }

    [Theory]
    [InlineData(SettingKind.Duration, "30.00:00:00", "UnitDays", "30")]
    [InlineData(SettingKind.Duration, "00:01:30", "UnitSeconds", "90")]
    [InlineData(SettingKind.Duration, "00:00:00", "UnitSeconds", "0")]
    [InlineData(SettingKind.Duration, "", "UnitDays", "")]
    [InlineData(SettingKind.Bytes, "67108864", "UnitMiB", "64")]
    [InlineData(SettingKind.Bytes, "200000000", "UnitBytes", "200000000")]
    public void Unit_IsTheLargestWholeOne_AndGoesThereAndBack(SettingKind kind, string stored, string unit, string number)
    {
        var chosen = SettingUnit.For(kind, stored)!;

        Assert.Equal((unit, number), (chosen.Text, chosen.NumberIn(kind, stored)));
        Assert.Equal(stored, chosen.Stored(kind, number));
    }

    [Theory]
    [InlineData("1e40")]
    [InlineData("many")]
    public void Unit_LeavesWhatItCannotCount(string typed) =>
        Assert.Equal(typed, SettingUnit.For(SettingKind.Duration, "1.00:00:00")!.Stored(SettingKind.Duration, typed));

    private static List<string> Keys(IRenderedComponent<SettingsPage> page) =>
        [.. page.FindAll(".settings dt code, .setting > label code").Select(code => code.TextContent)];

    private static string Line(IRenderedComponent<SettingsPage> page, string id) => page.Find($".setting:has(#setting-{id})").TextContent;

    private static async Task TypeAsync(IRenderedComponent<SettingsPage> page, string id, string number, string? unit)
    {
        await page.InvokeAsync(() => page.Find($"#setting-{id}").Input(number));
        if (unit is not null)
            await page.InvokeAsync(() => page.Find($".setting:has(#setting-{id}) select").Change(unit));
        await page.InvokeAsync(() => page.Find($".setting:has(#setting-{id}) form").Submit());
    }
}
