using System.Diagnostics;
using BatchGen.Batches.Submission;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Client;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>50,000 OpenAI batch lines: read, checked, counted by the model's tokenizer, stored in one transaction, enqueued.</summary>
internal sealed class SubmissionBenchmark : IBenchmark
{
    private const int Lines = 50_000;
    private const int Rounds = 5;

    public string Name => "submission";

    public async Task<ResultTable> RunAsync()
    {
        var seconds = new List<double>();
        for (var round = 0; round < Rounds; round++)
            seconds.Add(await SubmitAsync());
        return new ResultTable(
            $"Submission of {Lines:N0} lines",
            ["Seconds", "bound", "least", "median", "most"],
            [["accepted and stored", "6", .. Spread.Of(seconds).Cells("0.00")]]);
    }

    private static async Task<double> SubmitAsync()
    {
        await using var product = await Headless.StartAsync(RandomModel.PathOf(new RandomModelShape()));
        await product.Get<IEngineManager>().GetEngine(product.ModelPath).WaitUntilReadyAsync(CancellationToken.None);
        await using var input = Inputs.BatchLines(Lines, maxTokens: 1);
        var watch = Stopwatch.StartNew();
        var outcome = await product.Get<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "benchmark", ModelPath = product.ModelPath, Input = input }, progress: null, CancellationToken.None);
        return outcome is SubmissionAccepted
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"The batch was not accepted: {outcome}");
    }
}
