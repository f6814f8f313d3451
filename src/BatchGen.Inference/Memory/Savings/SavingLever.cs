namespace BatchGen.Inference.Memory.Savings;

/// <summary>What the article and this product pull to make a model smaller.</summary>
public enum SavingLever
{
    WeightQuantization,
    Context,
    FlashAttention,
    KvQ8,
    KvQ4,
    OutputsWhereNeeded,
}
