using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
#if LLAMASHARP
using BatchGen.LLamaSharp;
#else
using BatchGen.LlamaCpp;
#endif

namespace BatchGen.Engine.Host;

/// <summary>The runtime this program was built with (-p:LlamaRuntime): one of them is there, so nothing is chosen while it runs.</summary>
internal static class RuntimeFactory
{
    /// <exception cref="RuntimeException">The native libraries are missing or cannot be used.</exception>
    public static IModelRuntime Create(Action<LlamaLogLine> log) =>
#if LLAMASHARP
        new LLamaSharpRuntime(log);
#else
        new LlamaCppRuntime(log);
#endif
}
