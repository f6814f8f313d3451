using BatchGen.Benchmarks.Tables;

namespace BatchGen.Benchmarks;

internal interface IBenchmark
{
    string Name { get; }

    Task<ResultTable> RunAsync();
}
