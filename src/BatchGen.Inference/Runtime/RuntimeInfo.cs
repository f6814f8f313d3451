namespace BatchGen.Inference.Runtime;

/// <param name="Name">What binds the library, e.g. "llama.cpp" or "LLamaSharp".</param>
/// <param name="Version">The native library's release, e.g. "v0.5.0".</param>
/// <param name="Backend">The build that was taken: cpu, cuda, vulkan, metal.</param>
public sealed record RuntimeInfo(string Name, string Version, string Backend);
