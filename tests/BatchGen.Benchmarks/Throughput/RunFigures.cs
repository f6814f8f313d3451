namespace BatchGen.Benchmarks.Throughput;

/// <summary>What one passage of a workload gave. Counts that a contender does not tell are null.</summary>
/// <param name="Seconds">From the first submission to the last answer.</param>
/// <param name="DecodeSeconds">From the first step that carries no prompt to the end; with <paramref name="DecodeTokens"/>, the tokens drawn meanwhile.</param>
/// <param name="LibrarySeconds">Of the seconds, those inside llama_decode.</param>
/// <param name="Passes">Passes over the weights, as the loop counts them from the steps it hands in.</param>
/// <param name="ProcessorSeconds">Of all its processes together, waiting threads that spin included.</param>
/// <param name="Wrong">Answers that differ from what the model's weights say; null where they say nothing.</param>
internal sealed record RunFigures(
    double Seconds,
    long PromptTokens,
    long CompletionTokens,
    long? CachedTokens = null,
    long? PrefillTokens = null,
    long? Steps = null,
    long? Passes = null,
    double? LibrarySeconds = null,
    double? DecodeSeconds = null,
    long? DecodeTokens = null,
    long? Drafted = null,
    long? Accepted = null,
    int? Wrong = null,
    double? ProcessorSeconds = null)
{
    public double TokensASecond => (PromptTokens + CompletionTokens) / Seconds;
}
