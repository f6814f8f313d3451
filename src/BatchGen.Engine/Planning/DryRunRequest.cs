using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>What is to be simulated.</summary>
/// <param name="ModelPath">A GGUF file; its weights may be missing.</param>
/// <param name="GpuLayers">As <see cref="ModelLoadRequest.GpuLayers"/>.</param>
/// <param name="Context">As the engine would create it, cells resolved.</param>
public sealed record DryRunRequest(string ModelPath, int GpuLayers, ContextSettings Context);
