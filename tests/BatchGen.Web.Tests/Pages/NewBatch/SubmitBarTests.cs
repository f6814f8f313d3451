using BatchGen.Batches.Nights;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Testing;
using BatchGen.Web.Pages.NewBatch;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.NewBatch;

/// <summary>It is Thursday, 1 January 2026, at 00:00 UTC.</summary>
public sealed class SubmitBarTests() : PageTestBase(new ScriptedTime())
{
    // 72 000 tokens at two a second: ten hours.
    private static readonly MeasuredPace Pace = new(Batches: 1, Items: 100, PromptTokens: 100, CompletionTokens: 100, TimeSpan.FromSeconds(100));

    [Theory]
    // Seven hours this night and three the next.
    [InlineData("20:00-07:00", 71_900, 0, "done today at about 23:00, in 2 stretches of work hours")]
    [InlineData("20:00-07:00", 7_100, 0, "done today at about 01:00")]
    [InlineData("Fri 20:00-07:00", 35_900, 0, "done on Saturday at about 01:00")]
    [InlineData("Thu 23:00-24:00", 10_700, 0, "done on 2026-01-08 at about 23:30, in 2 stretches of work hours")]
    // Urgent batches wait for no night.
    [InlineData("20:00-07:00", 71_900, 1, null)]
    [InlineData("", 71_900, 0, null)]
    public async Task Duration_SaysWhenItIsDone_ByTheHoursInWhichWorkIsDone(string hours, long promptTokens, int priority, string? end)
    {
        Assert.IsType<SettingsChanged>(await Services.GetRequiredService<SettingsStore>().ChangeAsync(
            new Dictionary<string, string?> { ["Nights:Hours"] = hours, ["Nights:TimeZone"] = "UTC" }, "Ada", CancellationToken.None));

        var bar = Render<SubmitBar>(parameters => parameters
            .Add(bar => bar.Form, new NewBatchForm { Text = "prompts", Priority = priority })
            .Add(bar => bar.Report, Report(promptTokens))
            .Add(bar => bar.Pace, Estimate(promptTokens)));

        Assert.StartsWith("about", bar.Find(".duration dd").TextContent, StringComparison.Ordinal);
        Assert.Equal(end, bar.FindAll(".duration .end").SingleOrDefault()?.TextContent);
    }

    [Theory]
    [InlineData("00:00-02:00", "done tomorrow at about 01:00, in 2 stretches of work hours")]
    [InlineData("", null)]
    // It cannot be read yet: nothing is foretold.
    [InlineData("every night", null)]
    public async Task Duration_GoesByTheHoursOfTheBatch_WhereItHasItsOwn(string own, string? end)
    {
        Assert.IsType<SettingsChanged>(await Services.GetRequiredService<SettingsStore>().ChangeAsync(
            new Dictionary<string, string?> { ["Nights:Hours"] = "20:00-07:00", ["Nights:TimeZone"] = "UTC" }, "Ada", CancellationToken.None));

        var bar = Render<SubmitBar>(parameters => parameters
            .Add(bar => bar.Form, new NewBatchForm { Text = "prompts", Priority = 1, Hours = new BatchHours(own, "") })
            .Add(bar => bar.Report, Report(21_500))
            .Add(bar => bar.Pace, Estimate(21_500)));

        Assert.Equal(end, bar.FindAll(".duration .end").SingleOrDefault()?.TextContent);
    }

    private static WorkEstimate Estimate(long promptTokens) => new([new WorkPart(new ModelShare("/models/a.gguf", 100, promptTokens, 100), Pace)]);

    /// <summary>A hundred items, whose answers come to a hundred tokens.</summary>
    private static DryRunReport Report(long promptTokens) => new(
        true, new InputSummary(InputFormat.JsonLines, 1, 100, 0, 100, 0, 0, promptTokens, 10, 4096, null), [], [], 0);
}
