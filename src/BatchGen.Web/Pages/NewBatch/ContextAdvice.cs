using BatchGen.Batches.Submission;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>The context limit just above what the items need.</summary>
/// <param name="Tokens">Longest prompt and longest answer, rounded up.</param>
internal sealed record ContextAdvice(int Tokens)
{
    /// <summary>The engine's cells come in multiples of this.</summary>
    private const int Step = 256;

    /// <param name="answerTokens">The most tokens an answer may have.</param>
    /// <param name="mostTokens">What the engine gives at most.</param>
    /// <returns>Null when nothing was counted yet, and when the items need more than the engine gives.</returns>
    public static ContextAdvice? Of(DryRunReport? report, int answerTokens, int mostTokens)
    {
        if (report is null || report.Summary.LongestPromptTokens == 0)
            return null;
        var needed = (long)report.Summary.LongestPromptTokens + answerTokens;
        var rounded = (needed + Step - 1) / Step * Step;
        return needed > mostTokens ? null : new ContextAdvice((int)Math.Min(rounded, mostTokens));
    }
}
