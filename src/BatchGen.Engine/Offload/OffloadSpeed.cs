namespace BatchGen.Engine.Offload;

/// <summary>How fast a model is whose layers lie on GPUs in part, as it was measured when it was loaded.</summary>
/// <param name="TokensPerSecond">Of one prompt alone, while its answer is written.</param>
/// <param name="Slowdown">
/// How many times longer a token takes than with every layer on the GPUs; null where no layer lies on one, or where the
/// runtime cannot time layers: then there is nothing to compare with.
/// </param>
public sealed record OffloadSpeed(double TokensPerSecond, double? Slowdown);
