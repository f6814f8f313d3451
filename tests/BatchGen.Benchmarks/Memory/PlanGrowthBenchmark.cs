using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Memory;

/// <summary>
/// The plan against the growth of this process's resident memory: weights read into memory, every cell of the cache
/// touched, one full micro step computed. The plan's overhead for a process is left out, because the process is there already.
/// </summary>
internal sealed class PlanGrowthBenchmark : IBenchmark
{
    private static readonly PlanCase[] Cases =
    [
        new(8192, 1, KvType.F16, KvLayout.Unified, true, 512),
        new(32_768, 8, KvType.F16, KvLayout.Unified, true, 512),
        new(32_768, 8, KvType.Q8_0, KvLayout.Unified, true, 512),
        new(16_384, 4, KvType.F16, KvLayout.PerSlot, false, 512),
        new(65_536, 16, KvType.F16, KvLayout.Unified, true, 512),
    ];

    public string Name => "plan-growth";

    public Task<ResultTable> RunAsync()
    {
        // F32 weights of some 350 MB: what the allocator and the runtime do beside it is small against them.
        var path = RandomModel.PathOf(new RandomModelShape(Layers: 8, EmbeddingLength: 1024, FeedForwardLength: 2816, Heads: 16, KvHeads: 4, ContextTokens: 131_072));
        var shape = ModelShape.From(GgufFile.Read(path));
        var runtime = new LlamaCppRuntime(_ => { });
        return Task.FromResult(new ResultTable(
            "Plan against the process's growth",
            ["Configuration", "planned MiB", "grown MiB", "difference", "bound"],
            [.. Cases.Select(one => Row(runtime, path, shape, one))]));
    }

    private static List<string> Row(LlamaCppRuntime runtime, string path, ModelShape shape, PlanCase one)
    {
        var planned = PlanFigures.Computed(shape, one.Settings).TotalBytes
            + (4L * shape.VocabularySize * one.Slots)
            + RuntimeOverhead.Default.LibraryBytes;
        var before = Settled();
        using var model = runtime.LoadModel(new ModelLoadRequest(path, 0, UseMmap: false), progress: null, CancellationToken.None);
        using var context = model.CreateContext(one.Context);
        Compute(context, one.MicroStepTokens);
        var grown = Settled() - before;
        return
        [
            one.ToString(), Mebibytes(planned), Mebibytes(grown),
            (100.0 * (planned - grown) / grown).ToString("0.0 '%'", CultureInfo.InvariantCulture), "5 %",
        ];
    }

    private static void Compute(IRuntimeContext context, int tokens)
    {
        var step = new StepInput(tokens);
        for (var position = 0; position < tokens; position++)
            step.Add(position % 200, position, new SlotId(0), wantsLogits: position == tokens - 1);
        var status = context.Decode(step);
        if (status != DecodeStatus.Ok)
            throw new InvalidOperationException($"The step ended with {status}.");
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }

    private static string Mebibytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.0", CultureInfo.InvariantCulture);
}
