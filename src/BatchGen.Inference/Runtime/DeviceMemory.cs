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
public sealed record DeviceMemory(string Name, string Description, DeviceKind Kind, long FreeBytes, long TotalBytes);
