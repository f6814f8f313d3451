using BatchGen.Inference.Runtime;
#if LLAMASHARP
using BatchGen.LLamaSharp;
#else
using BatchGen.LlamaCpp;
#endif

namespace BatchGen.Benchmarks.Throughput;

/// <summary>The runtime this program was built with.</summary>
internal static class BenchmarkRuntime
{
    public static IModelRuntime Create() =>
#if LLAMASHARP
        new LLamaSharpRuntime(_ => { });
#else
        new LlamaCppRuntime(_ => { });
#endif
}
