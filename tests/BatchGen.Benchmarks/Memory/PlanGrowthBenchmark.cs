using System.Diagnostics;
using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Memory;

/// <summary>
/// The plan against the growth of a process's resident memory: weights read into memory, every cell of the cache filled by
/// computing. A process for each, because an allocator keeps what the one before gave back. What the plan counts for the
/// process itself is left out, because the process is there already.
/// </summary>
internal sealed class PlanGrowthBenchmark : IBenchmark
{
    public static IReadOnlyList<PlanCase> Cases { get; } =
    [
        new(4096, 1, KvType.F16, KvLayout.Unified, true, 512),
        new(4096, 4, KvType.F32, KvLayout.Unified, true, 512),
        new(4096, 4, KvType.F16, KvLayout.PerSlot, true, 512),
        new(4096, 1, KvType.F16, KvLayout.Unified, false, 512),
        new(8192, 8, KvType.Q8_0, KvLayout.Unified, true, 512),
    ];

    public string Name => "plan-growth";

    public async Task<ResultTable> RunAsync()
    {
        // As many KV heads as heads: the cache is as large as the weights, and a context is filled in seconds.
        var path = RandomModel.PathOf(new RandomModelShape(Layers: 8, EmbeddingLength: 512, FeedForwardLength: 1408, Heads: 16, KvHeads: 16));
        var shape = ModelShape.From(GgufFile.Read(path));
        var rows = new List<IReadOnlyList<string>>();
        for (var index = 0; index < Cases.Count; index++)
            rows.Add(Row(shape, Cases[index], await GrowthAsync(index, path)));
        return new ResultTable("Plan against the process's growth", ["Configuration", "planned MiB", "grown MiB", "difference", "bound"], rows);
    }

    private static List<string> Row(ModelShape shape, PlanCase one, long grown)
    {
        var whole = new DeviceMemory("CPU", "main memory", DeviceKind.Cpu, 1L << 40, 1L << 40);
        var overhead = RuntimeOverhead.Default with { ProcessBytes = 0 };
        var planned = MemoryPlanner.Plan(shape, one.Settings, [DeviceBudget.Whole(whole)], overhead).OwnBytes;
        return
        [
            one.ToString(), Mebibytes(planned), Mebibytes(grown),
            (100.0 * (planned - grown) / grown).ToString("0.0 '%'", CultureInfo.InvariantCulture), "5 %",
        ];
    }

    private static async Task<long> GrowthAsync(int index, string path)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "BatchGen.Benchmarks.dll"), PlanGrowthProbe.Verb, index.ToString(CultureInfo.InvariantCulture), path])
        {
            RedirectStandardOutput = true,
        };
        using var probe = Process.Start(start)!;
        var bytes = await probe.StandardOutput.ReadToEndAsync();
        await probe.WaitForExitAsync();
        return long.Parse(bytes, CultureInfo.InvariantCulture);
    }

    private static string Mebibytes(long bytes) => (bytes / (1024.0 * 1024)).ToString("0.0", CultureInfo.InvariantCulture);
}
