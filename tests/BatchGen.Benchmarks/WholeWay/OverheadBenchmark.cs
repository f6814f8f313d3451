using System.Diagnostics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
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
        // One compute thread leaves the rest of the machine to what is measured. With all cores computing, whatever runs
        // beside the loop also takes a core from it while the other waits: that is shown too, it is the default.
        var rows = await MeasureAsync(modelPath, threads: 1, bound: "1");
        if (Environment.ProcessorCount > 1)
            rows = [.. rows, .. await MeasureAsync(modelPath, Environment.ProcessorCount, bound: "")];
        return new ResultTable($"Overhead an item at {Items:N0} items", ["Milliseconds an item", "compute threads", "bound", "least", "median", "most"], rows);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<string>>> MeasureAsync(string modelPath, int threads, string bound)
    {
        var whole = new List<Passage>();
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            whole.Add(await ThroughTheProductAsync(modelPath, threads));
            bare.Add(new BareLoop(modelPath, threads).Run(Items, MaxTokens).Whole.TotalSeconds);
        }

        return
        [
            Row("the whole way, submission to result file", "", whole.Select(passage => passage.Seconds)),
            Row("the loop alone, in one process", "", bare),
            Row("overhead (difference, round by round)", bound, whole.Zip(bare, (all, alone) => all.Seconds - alone)),
            Row("of it: submission, before the first shard is queued", "", whole.Select(passage => passage.SubmissionSeconds)),
            Row("processor time of the server's process", "", whole.Select(passage => passage.ServerProcessorSeconds)),
        ];

        IReadOnlyList<string> Row(string what, string most, IEnumerable<double> seconds) => [what, $"{threads}", most, .. PerItem(seconds)];
    }

    private static IReadOnlyList<string> PerItem(IEnumerable<double> seconds) =>
        Spread.Of(seconds.Select(value => value / Items * 1000)).Cells("0.000");

    private static async Task<Passage> ThroughTheProductAsync(string modelPath, int threads)
    {
        await using var product = await Headless.StartAsync(modelPath, new EngineOptions { Threads = threads });
        await product.Get<IEngineManager>().GetEngine(modelPath).WaitUntilReadyAsync(CancellationToken.None);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = product.Get<ProgressFeed>().SubscribeAll(batches =>
        {
            if (batches.Any(batch => batch.State is BatchState.Completed))
                done.TrySetResult();
        });
        await using var input = Inputs.BatchLines(Items, MaxTokens);
        var processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await product.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "benchmark", ModelPath = modelPath, Input = input }, progress: null, CancellationToken.None);
        var submitted = watch.Elapsed;
        await done.Task;
        var processor = Process.GetCurrentProcess().TotalProcessorTime - processorBefore;
        return new Passage(watch.Elapsed.TotalSeconds, submitted.TotalSeconds, processor.TotalSeconds);
    }

    private sealed record Passage(double Seconds, double SubmissionSeconds, double ServerProcessorSeconds);
}
