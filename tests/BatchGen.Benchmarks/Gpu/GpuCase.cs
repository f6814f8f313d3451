using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>One configuration whose plan is compared with what is measured.</summary>
internal sealed record GpuCase(string Name, ContextSettings Context, int GpuLayers = -1);
