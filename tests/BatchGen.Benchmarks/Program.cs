using BatchGen.Benchmarks;

return await BenchmarkRunner.RunAsync(args);
