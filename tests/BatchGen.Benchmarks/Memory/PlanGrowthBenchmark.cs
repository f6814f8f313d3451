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
/// filled by computing. The plan's overhead for a process is left out, because the process is there already.
/// </summary>
internal sealed class PlanGrowthBenchmark : IBenchmark
{
    private static readonly PlanCase[] Cases =
    [
        new(4096, 1, KvType.F16, KvLayout.Unified, true, 512),
        new(4096, 4, KvType.F32, KvLayout.Unified, true, 512),
        new(4096, 4, KvType.F16, KvLayout.PerSlot, true, 512),
        new(4096, 1, KvType.F16, KvLayout.Unified, false, 512),
        new(8192, 8, KvType.Q8_0, KvLayout.Unified, true, 512),
    ];

    public string Name => "plan-growth";

    public Task<ResultTable> RunAsync()
    {
        // As many KV heads as heads: the cache is as large as the weights, and a context is filled in seconds.
        var path = RandomModel.PathOf(new RandomModelShape(Layers: 8, EmbeddingLength: 512, FeedForwardLength: 1408, Heads: 16, KvHeads: 16));
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
        Fill(context, one);
        var grown = Settled() - before;
        return
        [
            one.ToString(), Mebibytes(planned), Mebibytes(grown),
            (100.0 * (planned - grown) / grown).ToString("0.0 '%'", CultureInfo.InvariantCulture), "5 %",
        ];
    }

    /// <summary>Every slot's cells, in steps that all slots share: only with all cells in use does a step take its whole buffer.</summary>
    private static void Fill(IRuntimeContext context, PlanCase one)
    {
        var chunk = one.MicroStepTokens / one.Slots;
        var step = new StepInput(one.MicroStepTokens);
        for (var start = 0; start + chunk <= one.Cells / one.Slots; start += chunk)
        {
            step.Clear();
            for (var slot = 0; slot < one.Slots; slot++)
            {
                for (var position = start; position < start + chunk; position++)
                    step.Add(position % 200, position, new SlotId(slot), wantsLogits: position == start + chunk - 1);
            }

            var status = context.Decode(step);
            if (status != DecodeStatus.Ok)
                throw new InvalidOperationException($"A step of {one} ended with {status}.");
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }

    private static string Mebibytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.0", CultureInfo.InvariantCulture);
}
