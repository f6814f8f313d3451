using BatchGen.Benchmarks.Memory;
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
        new PlanMatrixBenchmark(),
        new PlanGrowthBenchmark(),
    ];

    /// <returns>0 when every named benchmark ran, 2 when a name is unknown.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        var unknown = names.Except(All.Select(benchmark => benchmark.Name), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            await Console.Error.WriteLineAsync($"There is no benchmark '{unknown[0]}'. There are: {string.Join(", ", All.Select(benchmark => benchmark.Name))}.");
            return 2;
        }

        foreach (var benchmark in All.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
            (await benchmark.RunAsync()).Print(Console.Out);
        return 0;
    }
}
