namespace BatchGen.Batches.Execution;

/// <summary>Why items ended without having run; OpenAI's codes.</summary>
internal static class EndCodes
{
    public const string Cancelled = "batch_cancelled";
    public const string Expired = "batch_expired";
}
