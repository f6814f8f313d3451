namespace BatchGen.Inference.Runtime;

public enum DeviceKind
{
    Cpu,
    Gpu,
    IntegratedGpu,
    Accelerator,
}

/// <summary>A device's own view of its memory, other processes included.</summary>
/// <param name="Name">ggml's short name, e.g. "CUDA0" or "CPU".</param>
/// <param name="Description">What a person calls it, e.g. "NVIDIA GeForce RTX 4090".</param>
/// <param name="FreeBytes">Free now, in bytes.</param>
/// <param name="TotalBytes">Installed, in bytes.</param>
public sealed record DeviceMemory(string Name, string Description, DeviceKind Kind, long FreeBytes, long TotalBytes)
{
    /// <summary>How many bytes weights take that lie here.</summary>
    public WeightPacking Packing { get; init; }
}

/// <summary>What a device makes of weights when they are loaded: some builds keep them in another form than the file's.</summary>
public enum WeightPacking
{
    /// <summary>As many bytes as in the file; CPU_REPACK only changes their order.</summary>
    AsInFile,

    /// <summary>Packed for the AMX instructions of a Xeon: Q8_0 takes 38 bytes a block instead of 34, Q4_K 148 instead of 144.</summary>
    Amx,

    /// <summary>Nobody has asked the libraries yet.</summary>
    Unknown,
}
