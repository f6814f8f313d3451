using BatchGen.Inference.Answers;

namespace BatchGen.Inference.Scheduling;

/// <param name="Text">The whole answer, stop text and end token left out.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CachedTokens">Of those, how many were taken from another sequence's cells instead of computed.</param>
/// <param name="CompletionTokens">Tokens generated, the end token included.</param>
/// <param name="Tokens">The tokens of the text and how likely they were; null unless they were asked for.</param>
public sealed record SequenceResult(
    string Text,
    FinishReason FinishReason,
    int PromptTokens,
    int CachedTokens,
    int CompletionTokens,
    SequenceTimings Timings,
    IReadOnlyList<TokenChances>? Tokens = null);
