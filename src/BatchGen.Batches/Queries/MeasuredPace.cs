namespace BatchGen.Batches.Queries;

/// <summary>How fast batches of one model really were: the basis of an estimate, never a promise.</summary>
/// <param name="Batches">How many were looked at.</param>
/// <param name="Items">Of those batches, with an answer.</param>
/// <param name="PromptTokens">Of those batches.</param>
/// <param name="CompletionTokens">Of those batches.</param>
/// <param name="Duration">From the start of each to its end, added up.</param>
public sealed record MeasuredPace(int Batches, int Items, long PromptTokens, long CompletionTokens, TimeSpan Duration)
{
    /// <summary>Prompt and answer tokens together, per second of a batch's own time.</summary>
    public double TokensPerSecond => (PromptTokens + CompletionTokens) / Duration.TotalSeconds;

    /// <summary>Of an answer, on average.</summary>
    public double AnswerTokens => (double)CompletionTokens / Items;

    /// <summary>
    /// Time = (prompt tokens + items × average answer) ÷ measured tokens a second. Answers are taken to be as long as
    /// they were, at most as long as they may be.
    /// </summary>
    /// <param name="generations">Answers that are to be generated: items, or the chunks of those that are cut.</param>
    /// <param name="maxAnswerTokens">Null where answers have no limit of their own.</param>
    public TimeSpan Estimate(long promptTokens, long generations, int? maxAnswerTokens)
    {
        var answer = maxAnswerTokens is { } most ? Math.Min(most, AnswerTokens) : AnswerTokens;
        return TimeSpan.FromSeconds((promptTokens + (generations * answer)) / TokensPerSecond);
    }
}
