using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.DryRuns;
using BatchGen.LlamaCpp.Logging;
#if LLAMASHARP
using BatchGen.LLamaSharp;
using BatchGen.LLamaSharp.DryRuns;
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

    /// <summary>A model to plan with, in a process that serves none.</summary>
    /// <exception cref="RuntimeException">The native libraries are missing, or llama.cpp does not take the file.</exception>
    public static IDryRunModel LoadForDryRun(string path, int gpuLayers) => DryRunModel.Load(path, gpuLayers);
}
