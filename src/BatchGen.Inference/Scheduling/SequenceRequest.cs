using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Scheduling;

/// <summary>One prompt as the generation loop takes it: tokens in, nothing to look up any more.</summary>
/// <param name="Id">The caller's name for it, unique among the sequences that are waiting or running.</param>
/// <param name="PromptTokens">At least one token.</param>
/// <param name="MaxNewTokens">Tokens to generate at most; clamped so that prompt and answer stay within the context limit.</param>
/// <param name="ContextLimitTokens">Prompt and answer together may not pass this many tokens.</param>
/// <param name="StopTexts">The answer ends before the first of these; matched on text, across token borders.</param>
/// <param name="StopTokens">Tokens that end the answer besides the vocabulary's own end-of-generation tokens.</param>
/// <param name="Grammar">What the answer must follow, judged before (<c>GbnfCheck</c>); null leaves it free.</param>
/// <param name="LikeliestTokens">Tells how likely each token was, beside as many of the likeliest; null tells nothing and costs nothing.</param>
/// <param name="Priority">Higher goes first; equal priorities go by the scheduler's own order.</param>
/// <param name="Group">
/// Sequences of one kind, e.g. of one batch: groups take turns, their answers' lengths are learnt together, and the longest goes first.
/// Null is of no group.
/// </param>
public sealed record SequenceRequest(
    string Id,
    int[] PromptTokens,
    int MaxNewTokens,
    int ContextLimitTokens,
    SamplingSettings Sampling,
    IReadOnlyList<string> StopTexts,
    IReadOnlySet<int> StopTokens,
    int Priority = 0,
    string? Grammar = null,
    int? LikeliestTokens = null,
    string? Group = null);
