using System.Reflection;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Engine.Host;

/// <summary>
/// The runtime this program was built with (-p:LlamaRuntime): one binding lies beside it, so nothing is chosen while it runs, and no code
/// of this room names it.
/// </summary>
public static class RuntimeFactory
{
    /// <param name="log">Takes every line llama.cpp logs, on whichever thread it logs.</param>
    /// <exception cref="RuntimeException">The native libraries are missing or cannot be used.</exception>
    public static IModelRuntime Create(Action<LlamaLogLine> log)
    {
        var assembly = typeof(RuntimeFactory).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
            metadata => metadata.Key == "LlamaBinding").Value!;
        var binding = Assembly.Load(assembly).GetCustomAttribute<LlamaBindingAttribute>()
            ?? throw new InvalidOperationException($"{assembly} does not say which of its types is the binding.");
        return new ModelRuntime((ILlamaBinding)Activator.CreateInstance(binding.Type)!, log);
    }
}
