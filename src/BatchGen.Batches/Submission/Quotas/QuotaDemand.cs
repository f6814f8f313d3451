namespace BatchGen.Batches.Submission.Quotas;

/// <summary>What somebody wants to add to what they have used.</summary>
/// <param name="Items">0 asks about no place in the queue.</param>
/// <param name="Tokens">0 when they are not counted yet: then it is enough that the day's are not used up.</param>
public sealed record QuotaDemand(int Items, long Tokens)
{
    /// <summary>A request that somebody waits for.</summary>
    public static QuotaDemand OneAnswer { get; } = new(0, 0);
}
