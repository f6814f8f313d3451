namespace BatchGen.Engine.Client;

/// <summary>An NVIDIA GPU at one moment, as its driver sees it. Null where the card or the system does not tell.</summary>
/// <param name="Index">The driver's own count, from 0; CUDA_VISIBLE_DEVICES may number the engine's devices otherwise.</param>
/// <param name="UsedBytes">In use by every program and the driver.</param>
/// <param name="UsedByOthersBytes">The part of it that is not this engine's.</param>
/// <param name="UtilizationPercent">Of the driver's last sampling period (between a sixth of a second and one second).</param>
public sealed record GpuReading(
    int Index,
    string Name,
    long TotalBytes,
    long UsedBytes,
    long? UsedByOthersBytes,
    int? TemperatureCelsius,
    double? PowerWatts,
    int? UtilizationPercent);
