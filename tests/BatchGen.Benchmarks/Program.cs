using System.Globalization;
using BatchGen.Benchmarks;
using BatchGen.Benchmarks.Dashboards;
using BatchGen.Benchmarks.Gpu;
using BatchGen.Benchmarks.Memory;
using BatchGen.Benchmarks.Mutations;
using BatchGen.Benchmarks.Nodes;
using BatchGen.Benchmarks.Pages;
using BatchGen.Benchmarks.Runtimes;
using BatchGen.Benchmarks.Throughput;
using BatchGen.Engine.Host;
using BatchGen.Testing.Mutations;

switch (args)
{
    case [PlanGrowthProbe.Verb, var index, var modelPath]:
        return PlanGrowthProbe.Run(PlanGrowthBenchmark.Cases[int.Parse(index, CultureInfo.InvariantCulture)], modelPath);
    case [PlanMatrix.Verb]:
        return PlanMatrix.Run();
    case [MemoryTaker.Verb, var bytes]:
        return MemoryTaker.Hold(long.Parse(bytes, CultureInfo.InvariantCulture));
    // A data directory to look at: start the server on it with --data-directory.
    case ["seed-pages", var dataDirectory]:
        await using (await SeededStorage.CreateAsync(dataDirectory))
            return 0;
    case [DashboardServer.Verb, var folder]:
        return await DashboardServer.RunAsync(folder);
    case [MutationsCommand.Verb, .. var options]:
        return await MutationsCommand.RunAsync(options);
    case [LoadProbe.Verb, .. var options]:
        return LoadProbe.Run(RuntimeFactory.Create, withRules: !options.Contains(LoadProbe.WithoutRules));
    case [RuntimesCommand.Verb, .. var options]:
        return await RuntimesCommand.RunAsync(options);
    case [RuntimeChild.Verb, var modelPath, var threads]:
        return RuntimeChild.Run(modelPath, threads);
    case [ThroughputCommand.Verb, .. var options]:
        return await ThroughputCommand.RunAsync(options);
    case [LoopChild.Verb, var modelPath, var settings]:
        return await LoopChild.RunAsync(modelPath, settings);
    case [ProductChild.Verb, var modelPath, var settings]:
        return await ProductChild.RunAsync(modelPath, settings);
    case [NodesCommand.Verb, var connection]:
        return await NodesCommand.RunAsync(connection);
    default:
        return await BenchmarkRunner.RunAsync(args);
}
