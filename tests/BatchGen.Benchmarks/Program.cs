using System.Globalization;
using BatchGen.Benchmarks;
using BatchGen.Benchmarks.Memory;

return args is [PlanGrowthProbe.Verb, var index, var modelPath]
    ? PlanGrowthProbe.Run(PlanGrowthBenchmark.Cases[int.Parse(index, CultureInfo.InvariantCulture)], modelPath)
    : await BenchmarkRunner.RunAsync(args);
