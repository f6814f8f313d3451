using System.Diagnostics;
using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.Tables;
using BatchGen.Web.Hosting;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>How long five prompts wait behind two thousand, and what that costs the two thousand: with and without the five, in turn.</summary>
internal sealed class FairnessBenchmark : IBenchmark
{
    private const int LargeItems = 2_000;
    private const int SmallItems = 5;
    private const int BegunItems = 200;
    private const int MaxTokens = 4;
    private const int Rounds = 2;

    public string Name => "fairness";

    public async Task<ResultTable> RunAsync()
    {
        await using var headless = await Headless.StartAsync(Path.Combine(ContentRoot.Find(), "models", "batchgen-demo.gguf"));
        await SubmitAsync(headless, SmallItems, "warm up").ContinueWith(small => UntilEndedAsync(headless, small.Result), TaskScheduler.Default).Unwrap();
        List<double> alone = [], beside = [], first = [], all = [];
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add((await RunLargeAsync(headless, onceBegun: null)).TotalSeconds);
            beside.Add((await RunLargeAsync(headless, async () =>
            {
                var watch = Stopwatch.StartNew();
                var small = await SubmitAsync(headless, SmallItems, "small");
                await UntilAsync(headless, small, progress => progress.SucceededItems > 0);
                first.Add(watch.Elapsed.TotalSeconds);
                await UntilEndedAsync(headless, small);
                all.Add(watch.Elapsed.TotalSeconds);
            })).TotalSeconds);
        }

        var slower = beside.Zip(alone, (with, without) => 100 * ((with / without) - 1)).ToList();
        return new ResultTable(
            $"{SmallItems} items behind {LargeItems:N0}",
            ["Figure", "least", "median", "most"],
            [
                ["first of the five, s after submission", .. Spread.Of(first).Cells("0.00")],
                ["all five with their files, s", .. Spread.Of(all).Cells("0.00")],
                [string.Create(CultureInfo.InvariantCulture, $"the {LargeItems:N0} alone, s"), .. Spread.Of(alone).Cells("0.0")],
                ["the same with the five beside, s", .. Spread.Of(beside).Cells("0.0")],
                ["slower by, %", .. Spread.Of(slower).Cells("0.0")],
            ]);
    }

    private static async Task<TimeSpan> RunLargeAsync(Headless headless, Func<Task>? onceBegun)
    {
        var large = await SubmitAsync(headless, LargeItems, "large");
        var watch = Stopwatch.StartNew();
        await UntilAsync(headless, large, progress => progress.SucceededItems >= BegunItems);
        if (onceBegun is not null)
            await onceBegun();
        await UntilEndedAsync(headless, large);
        return watch.Elapsed;
    }

    private static async Task<string> SubmitAsync(Headless headless, int items, string name)
    {
        using var input = Inputs.BatchLines(items, MaxTokens);
        var outcome = await headless.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = name, ModelPath = headless.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return ((SubmissionAccepted)outcome).BatchPublicId;
    }

    private static Task UntilEndedAsync(Headless headless, string id) => UntilAsync(headless, id, progress => progress.State == BatchState.Completed);

    private static async Task UntilAsync(Headless headless, string id, Func<BatchProgress, bool> isThere)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = headless.Get<ProgressFeed>().Subscribe(id, progress =>
        {
            if (isThere(progress))
                there.TrySetResult();
        });
        // What happened before the subscription is told by nobody.
        while (await Task.WhenAny(there.Task, Task.Delay(TimeSpan.FromSeconds(1))) != there.Task)
        {
            if ((await headless.Get<BatchQueries>().GetAsync(id, CancellationToken.None))!.Summary is { State: BatchState.Completed })
                return;
        }
    }
}
