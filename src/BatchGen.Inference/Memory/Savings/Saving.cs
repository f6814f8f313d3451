namespace BatchGen.Inference.Memory.Savings;

/// <summary>What one lever saves, all others as they were.</summary>
/// <param name="BeforeBytes">Weights, KV, compute and output together before.</param>
/// <param name="AfterBytes">The same with the lever pulled.</param>
public sealed record Saving(SavingLever Lever, PlanSettings Before, PlanSettings After, long BeforeBytes, long AfterBytes)
{
    public long SavedBytes => BeforeBytes - AfterBytes;
}
