using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.WholeWay;
using BatchGen.Engine.Client;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>The whole product, its engine in a process of its own: from handing the batch in to its end.</summary>
internal static class ProductChild
{
    public const string Verb = "throughput-product";

    public static async Task<int> RunAsync(string modelPath, string settings)
    {
        await using var product = await Headless.StartAsync(modelPath, JsonSerializer.Deserialize<LoopSettings>(settings)!.ToEngine());
        await product.Get<IEngineManager>().GetEngine(modelPath).WaitUntilReadyAsync(CancellationToken.None);
        return await ChildLoop.RunAsync(items => RunAsync(product, items));
    }

    private static async Task<RunFigures> RunAsync(Headless product, IReadOnlyList<WorkItem> items)
    {
        await using var input = Lines(items);
        // Kept from before the submission on: a short batch may be done before its id is known here.
        var ends = Channel.CreateUnbounded<BatchProgress>();
        using var subscription = product.Get<ProgressFeed>().SubscribeAll(batches =>
        {
            foreach (var batch in batches.Where(batch => batch.State is BatchState.Completed))
                ends.Writer.TryWrite(batch);
        });
        var watch = Stopwatch.StartNew();
        var outcome = await product.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "benchmark", ModelPath = product.ModelPath, Input = input }, progress: null, CancellationToken.None);
        if (outcome is not SubmissionAccepted accepted)
            throw new InvalidOperationException($"The batch was not accepted: {outcome}");
        var done = await ends.Reader.ReadAllAsync().FirstAsync(batch => batch.BatchPublicId == accepted.BatchPublicId);
        var seconds = watch.Elapsed.TotalSeconds;
        return done.FailedItems == 0
            ? new RunFigures(seconds, done.PromptTokens, done.CompletionTokens)
            : throw new InvalidOperationException($"{done.FailedItems} items failed.");
    }

    private static MemoryStream Lines(IReadOnlyList<WorkItem> items)
    {
        var text = new StringBuilder();
        foreach (var (number, item) in items.Index())
        {
            text.AppendLine(JsonSerializer.Serialize(new
            {
                custom_id = $"item-{number}",
                method = "POST",
                url = "/v1/completions",
                body = new { prompt = item.Text ?? throw new InvalidOperationException("The workload has no texts."), max_tokens = item.MaxTokens, temperature = 0 },
            }));
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
