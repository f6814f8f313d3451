using BatchGen.Benchmarks.Api;
using BatchGen.Benchmarks.Dashboards;
using BatchGen.Benchmarks.Gpu;
using BatchGen.Benchmarks.LongInputs;
using BatchGen.Benchmarks.Memory;
using BatchGen.Benchmarks.Mutations;
using BatchGen.Benchmarks.Pages;
using BatchGen.Benchmarks.Runtimes;
using BatchGen.Benchmarks.Schemas;
using BatchGen.Benchmarks.Throughput;
using BatchGen.Benchmarks.WholeWay;

namespace BatchGen.Benchmarks;

/// <summary>Runs the benchmarks named on the command line, or all of them, and prints one table each.</summary>
internal static class BenchmarkRunner
{
    private static readonly IReadOnlyList<IBenchmark> All =
    [
        new StartupBenchmark(),
        new SubmissionBenchmark(),
        new OverheadBenchmark(),
        new GrowthBenchmark(),
        new FairnessBenchmark(),
        new MemoryBenchmark(),
        new DurabilityBenchmark(),
        new PagesBenchmark(),
        new DashboardsBenchmark(),
        new SplittingBenchmark(),
        new SchemasBenchmark(),
        new PlanMatrixBenchmark(),
        new PlanGrowthBenchmark(),
        new ChatsBenchmark(),
        new FuzzBenchmark(),
    ];

    /// <summary>Named or not run: they want a GPU and gigabytes of disk. tools/gpu-check names them.</summary>
    private static readonly IReadOnlyList<IBenchmark> OnRequest =
    [
        new PlanBenchmark(GpuSubject.NineBillion),
        new ThroughputBenchmark(GpuSubject.NineBillion),
        new LlamaServerBenchmark(GpuSubject.NineBillion),
        new PressureBenchmark(GpuSubject.NineBillion),
        new PlanBenchmark(GpuSubject.Small),
        new ThroughputBenchmark(GpuSubject.Small),
        new LlamaServerBenchmark(GpuSubject.Small),
        new PressureBenchmark(GpuSubject.Small),
    ];

    /// <returns>0 when every named benchmark ran, 2 when a name is unknown.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        var known = All.Concat(OnRequest).ToList();
        var unknown = names.Except(known.Select(benchmark => benchmark.Name), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"There is no benchmark '{unknown[0]}'. There are: {string.Join(", ", known.Select(benchmark => benchmark.Name))}, "
                + $"and {ThroughputCommand.Verb} (--help), {RuntimesCommand.Verb} and {MutationsCommand.Verb} with options of their own.");
            return 2;
        }

        foreach (var benchmark in names.Length == 0 ? All : known.Where(benchmark => names.Contains(benchmark.Name)))
            (await benchmark.RunAsync()).Print(Console.Out);
        return 0;
    }
}
