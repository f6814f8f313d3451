using BatchGen.Inference.Sampling;

namespace BatchGen.Engine.Client;

/// <param name="Id">Unique within one call of <see cref="IEngine.GenerateAsync"/>; comes back on every event.</param>
/// <param name="MaxTokens">Tokens to generate at most; null takes the engine's default.</param>
/// <param name="ContextLimitTokens">Prompt and answer together; null takes the engine's own limit, which is also the most allowed.</param>
/// <param name="Priority">Higher goes first. Batches use 0, interactive requests more.</param>
/// <param name="Grammar">What the answer must follow, in llama.cpp's notation; null leaves it free.</param>
/// <param name="LikeliestTokens">Tells how likely each token of the answer was, beside as many of the likeliest (0 to 20); null tells nothing.</param>
/// <param name="StreamText">Send <see cref="GenerationText"/> events, not only the end.</param>
/// <param name="Group">Requests of one kind, e.g. of one batch: how long their answers are is learnt together. Null: those of one call are a group.</param>
public sealed record GenerationRequest(
    string Id,
    GenerationPrompt Prompt,
    SamplingSettings Sampling,
    int? MaxTokens = null,
    IReadOnlyList<string>? Stop = null,
    int? ContextLimitTokens = null,
    int Priority = 0,
    bool StreamText = false,
    string? Grammar = null,
    int? LikeliestTokens = null,
    string? Group = null);
