using BatchGen.Engine;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>What holds for every item that does not say otherwise. Stored with the batch, so a later version runs it alike.</summary>
/// <param name="SystemPrompt">The text itself; null gives none.</param>
/// <param name="MaxTokens">Null takes the engine's default.</param>
/// <param name="Engine">How the engine is to be loaded; null takes section "Engine". The context limit stands in a column of its own.</param>
public sealed record BatchSettings(string? SystemPrompt, SamplingSettings Sampling, int? MaxTokens, EngineChoice? Engine = null);
