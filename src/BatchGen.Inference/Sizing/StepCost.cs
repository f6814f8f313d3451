namespace BatchGen.Inference.Sizing;

/// <summary>
/// What a step costs beside reading the weights once, in units of that: a property of a model on a device. It is measured when a model is
/// first loaded there; until then it is assumed.
/// </summary>
/// <param name="Row">Computing one more row: the weights' arithmetic.</param>
/// <param name="Cell">One more cell that a row looks at.</param>
public sealed record StepCost(double Row, double Cell)
{
    /// <summary>Two cores without matrix instructions, 126 M parameters in Q8_0: 0.24 (BENCHMARKS.md).</summary>
    public const double CpuRow = 0.2;

    /// <summary>
    /// A card's arithmetic over its memory's speed, for a model in four bits: some 18 GFLOP beside 6 GB a row of 9 B parameters. Not measured:
    /// no GPU was at hand.
    /// </summary>
    public const double GpuRow = 0.03;

    /// <summary>A byte of the cache in bytes of weights, where each row reads the cache for itself.</summary>
    public const double CpuAttention = 1;

    /// <summary>The same where a kernel reads the cache once for some 16 rows of one step. Not measured either.</summary>
    public const double GpuAttention = 1 / 16.0;

    /// <param name="weightBytes">Weights that every pass reads.</param>
    /// <param name="cellBytes">Keys and values of one cell, all layers.</param>
    /// <param name="isOnGpu">The cache lies there, and most layers.</param>
    public static StepCost Assumed(long weightBytes, long cellBytes, bool isOnGpu) => new(
        isOnGpu ? GpuRow : CpuRow, (isOnGpu ? GpuAttention : CpuAttention) * cellBytes / weightBytes);
}

/// <summary>What a step costs, as it was measured when a model was first loaded on a device.</summary>
/// <param name="PassMilliseconds">Reading the weights once.</param>
/// <param name="Row">One more row, in passes.</param>
/// <param name="Cell">One more cell that a row looks at, in passes; null where measuring it would have taken long.</param>
public sealed record MeasuredSteps(double PassMilliseconds, double Row, double? Cell)
{
    /// <param name="assumed">What holds for what was not measured.</param>
    public StepCost Over(StepCost assumed) => new(Row, Cell ?? assumed.Cell);
}
