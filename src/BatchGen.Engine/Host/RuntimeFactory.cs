using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.DryRuns;
using BatchGen.LlamaCpp.Logging;
#if LLAMASHARP
using BatchGen.LLamaSharp;
using BatchGen.LLamaSharp.DryRuns;
using BatchGen.LLamaSharp.Quantizing;
#else
using BatchGen.LlamaCpp;
using BatchGen.LlamaCpp.Quantizing;
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

    /// <summary>Writes a smaller copy of a model; see the runtime's quantizer.</summary>
    /// <exception cref="RuntimeException">llama.cpp refused; the target may be half written.</exception>
    public static void Quantize(string source, string target, QuantizedType type, int threads, Action<double> progress) =>
        ModelQuantizer.Quantize(source, target, type, threads, progress);
}
