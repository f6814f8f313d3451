using System.Globalization;
using BatchGen.Benchmarks.Api;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Client;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>What the server's process holds while one batch of 50,000 items runs, from its submission to its result file.</summary>
internal sealed class MemoryBenchmark : IBenchmark
{
    private const int Items = 50_000;
    private const int Step = 10_000;
    private const int MaxTokens = 1;

    public string Name => "items-memory";

    public async Task<ResultTable> RunAsync()
    {
        await using var product = await Headless.StartAsync(RandomModel.PathOf(new RandomModelShape()));
        await product.Get<IEngineManager>().GetEngine(product.ModelPath).WaitUntilReadyAsync(CancellationToken.None);
        await product.UntilEndedAsync(await product.SubmitAsync(1_000, MaxTokens, Prompt));
        List<MemoryPoint> points = [MemoryPoint.Measure("before it, after a batch of 1,000")];
        var batch = await product.SubmitAsync(Items, MaxTokens, Prompt);
        points.Add(MemoryPoint.Measure("submitted"));
        for (var done = Step; done < Items; done += Step)
        {
            await product.UntilAsync(batch, progress => progress.SucceededItems >= done);
            points.Add(MemoryPoint.Measure(string.Create(CultureInfo.InvariantCulture, $"{done:N0} done")));
        }

        await product.UntilEndedAsync(batch);
        points.Add(MemoryPoint.Measure("all done, files written"));
        return new ResultTable(
            string.Create(CultureInfo.InvariantCulture, $"Memory of the server over {Items:N0} items"),
            ["When", "managed MiB", "working set MiB"],
            [.. points.Select(point => (IReadOnlyList<string>)[point.When, point.ManagedMebibytes, point.WorkingSetMebibytes])]);
    }

    /// <summary>Short, so that the engine is soon done with each.</summary>
    private static string Prompt(int number) => string.Create(CultureInfo.InvariantCulture, $"Sort list {number}.");
}
