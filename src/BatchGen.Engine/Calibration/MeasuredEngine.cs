using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Calibration;

/// <summary>What was measured of a model on its devices when it was loaded. Kept, so members are added and never renamed.</summary>
/// <param name="Offload">Null where all layers lie on one kind of device, or nobody could measure it.</param>
/// <param name="Steps">Null until it was measured.</param>
public sealed record MeasuredEngine(OffloadSpeed? Offload = null, MeasuredSteps? Steps = null)
{
    public static MeasuredEngine Nothing { get; } = new();

    /// <summary>The newer where there is one.</summary>
    public MeasuredEngine With(MeasuredEngine newer) => new(newer.Offload ?? Offload, newer.Steps ?? Steps);
}

/// <summary>How fast a model is whose layers lie on GPUs in part, as it was measured when it was loaded.</summary>
/// <param name="TokensPerSecond">Of one prompt alone, while its answer is written.</param>
/// <param name="Slowdown">
/// How many times longer a token takes than with every layer on the GPUs; null where no layer lies on one, or where the
/// runtime cannot time layers: then there is nothing to compare with.
/// </param>
public sealed record OffloadSpeed(double TokensPerSecond, double? Slowdown);
