using System.Diagnostics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Client;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>
/// What an item costs outside the engine: 2,000 items through database, Hangfire and gRPC to the result file, against the
/// same prompts through the same loop on the same model in one process, round by round in turn.
/// </summary>
internal sealed class OverheadBenchmark : IBenchmark
{
    private const int Items = 2_000;
    private const int MaxTokens = 4;
    private const int Rounds = 5;

    public string Name => "overhead";

    public async Task<ResultTable> RunAsync()
    {
        var modelPath = RandomModel.PathOf(new RandomModelShape());
        var whole = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(await ThroughTheProductAsync(modelPath));
            bare.Add(new BareLoop(modelPath).Run(Items, MaxTokens).TotalSeconds);
        }

        return new ResultTable(
            $"Overhead an item at {Items:N0} items",
            ["Milliseconds an item", "bound", "least", "median", "most"],
            [
                ["the whole way, submission to result file", "", .. PerItem(whole)],
                ["the loop alone, in one process", "", .. PerItem(bare)],
                ["overhead (difference, round by round)", "1", .. PerItem([.. whole.Zip(bare, (all, alone) => all - alone)])],
            ]);
    }

    private static IReadOnlyList<string> PerItem(List<double> seconds) =>
        Spread.Of(seconds.Select(value => value / Items * 1000)).Cells("0.000");

    private static async Task<double> ThroughTheProductAsync(string modelPath)
    {
        await using var product = await Headless.StartAsync(modelPath);
        await product.Get<IEngineManager>().GetEngine(modelPath).WaitUntilReadyAsync(CancellationToken.None);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = product.Get<ProgressFeed>().SubscribeAll(batches =>
        {
            if (batches.Any(batch => batch.State is BatchState.Completed))
                done.TrySetResult();
        });
        await using var input = Inputs.BatchLines(Items, MaxTokens);
        var watch = Stopwatch.StartNew();
        await product.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "benchmark", ModelPath = modelPath, Input = input }, progress: null, CancellationToken.None);
        await done.Task;
        return watch.Elapsed.TotalSeconds;
    }
}
