namespace BatchGen.Inference.Runtime;

/// <param name="Name">What binds the library, e.g. "LLamaSharp" or "llama.cpp".</param>
/// <param name="Version">LLamaSharp's version, or the native library's release, e.g. "v0.5.0".</param>
/// <param name="Backend">What computes: cpu, cuda12, vulkan, metal.</param>
/// <param name="Build">Which build of the library was taken for this processor, e.g. "avx2"; empty where the library decides by itself.</param>
/// <param name="Reason">Why this build and no other, in one sentence; empty where there was nothing to choose.</param>
public sealed record RuntimeInfo(string Name, string Version, string Backend, string Build = "", string Reason = "")
{
    /// <summary>Why the GPU that the program was built for is not used, as the middle of a sentence; null when it is, or when it was built for none.</summary>
    public string? GpuProblem { get; init; }

    /// <summary>In one line: "LLamaSharp 0.30.0, cpu (avx2)".</summary>
    public string Summary => Build.Length == 0 ? $"{Name} {Version}, {Backend}" : $"{Name} {Version}, {Backend} ({Build})";
}
