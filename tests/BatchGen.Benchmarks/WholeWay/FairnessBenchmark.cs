using System.Diagnostics;
using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Web.Hosting;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>How long five prompts wait behind eight thousand, and what that costs the eight thousand: with and without the five, in turn.</summary>
internal sealed class FairnessBenchmark : IBenchmark
{
    private const int LargeItems = 8_000;
    private const int SmallItems = 5;
    private const int BegunItems = 200;
    private const int MaxTokens = 4;
    private const int Rounds = 2;

    public string Name => "fairness";

    public async Task<ResultTable> RunAsync()
    {
        await using var headless = await Headless.StartAsync(Path.Combine(ContentRoot.Find(), "models", "batchgen-demo.gguf"));
        await headless.UntilEndedAsync(await headless.SubmitAsync(SmallItems, MaxTokens));
        List<double> alone = [], beside = [], first = [], all = [];
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add((await RunLargeAsync(headless, onceBegun: null)).TotalSeconds);
            beside.Add((await RunLargeAsync(headless, async () =>
            {
                var watch = Stopwatch.StartNew();
                var small = await headless.SubmitAsync(SmallItems, MaxTokens);
                await headless.UntilAsync(small, progress => progress.SucceededItems > 0);
                first.Add(watch.Elapsed.TotalSeconds);
                await headless.UntilEndedAsync(small);
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
        var large = await headless.SubmitAsync(LargeItems, MaxTokens);
        var watch = Stopwatch.StartNew();
        await headless.UntilAsync(large, progress => progress.SucceededItems >= BegunItems);
        if (onceBegun is not null)
            await onceBegun();
        await headless.UntilEndedAsync(large);
        return watch.Elapsed;
    }
}
