using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>What a plan puts on one device, part by part, in bytes.</summary>
/// <param name="Name">ggml's name, e.g. "CUDA0" or "CPU".</param>
/// <param name="PlacedLayers">Layers here, the output layer counted as one.</param>
/// <param name="OutputBytes">The host's copy of the logits.</param>
/// <param name="OverheadBytes">
/// The engine process, its tokenizer and ggml's work buffer on the CPU; the driver's context on a GPU. Not in llama.cpp's numbers:
/// <see cref="RuntimeOverhead"/>, <see cref="CpuWorkBuffer"/>.
/// </param>
/// <param name="OtherBytes">Other processes.</param>
public sealed record DevicePlan(
    string Name,
    DeviceKind Kind,
    int PlacedLayers,
    long WeightsBytes,
    long KvBytes,
    long ComputeBytes,
    long OutputBytes,
    long OverheadBytes,
    long OtherBytes,
    long LimitBytes)
{
    private const long ComfortBytesMax = 512L << 20;

    /// <summary>The device's maker and model, e.g. "NVIDIA GeForce RTX 4090".</summary>
    public string Description { get; init; } = "";

    public long TotalBytes => checked(WeightsBytes + KvBytes + ComputeBytes + OutputBytes + OverheadBytes + OtherBytes);

    /// <summary>What is left under the limit; negative when the plan does not fit.</summary>
    public long HeadroomBytes => LimitBytes - TotalBytes;

    /// <summary>
    /// Less headroom than this is tight: 5 % of the limit, at most 512 MiB. Drivers and allocators need some of it, and
    /// other programs on the device grow.
    /// </summary>
    public long ComfortBytes => Math.Min(LimitBytes / 20, ComfortBytesMax);

    /// <summary>A device the plan puts nothing on is no reason against it.</summary>
    public bool IsUsed => PlacedLayers > 0 || TotalBytes > OtherBytes;

    public PlanVerdict Verdict => !IsUsed || HeadroomBytes >= ComfortBytes
        ? PlanVerdict.Fits
        : HeadroomBytes >= 0 ? PlanVerdict.Tight : PlanVerdict.DoesNotFit;
}
