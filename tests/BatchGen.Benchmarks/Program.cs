using System.Globalization;
using BatchGen.Benchmarks;
using BatchGen.Benchmarks.Dashboards;
using BatchGen.Benchmarks.Gpu;
using BatchGen.Benchmarks.Memory;
using BatchGen.Benchmarks.Pages;
using BatchGen.Benchmarks.Throughput;

switch (args)
{
    case [PlanGrowthProbe.Verb, var index, var modelPath]:
        return PlanGrowthProbe.Run(PlanGrowthBenchmark.Cases[int.Parse(index, CultureInfo.InvariantCulture)], modelPath);
    case [MemoryTaker.Verb, var bytes]:
        return MemoryTaker.Hold(long.Parse(bytes, CultureInfo.InvariantCulture));
    // A data directory to look at: start the server on it with --data-directory.
    case ["seed-pages", var dataDirectory]:
        await using (await SeededStorage.CreateAsync(dataDirectory))
            return 0;
    case [DashboardServer.Verb, var folder]:
        return await DashboardServer.RunAsync(folder);
    case [ThroughputCommand.Verb, .. var options]:
        return await ThroughputCommand.RunAsync(options);
    case [LoopChild.Verb, var modelPath, var settings]:
        return await LoopChild.RunAsync(modelPath, settings);
    case [ProductChild.Verb, var modelPath, var settings]:
        return await ProductChild.RunAsync(modelPath, settings);
    default:
        return await BenchmarkRunner.RunAsync(args);
}
