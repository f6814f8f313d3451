using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>What holds for every item that does not say otherwise. Stored with the batch, so a later version runs it alike.</summary>
/// <param name="SystemPrompt">The text itself, for items without a task; null gives none.</param>
/// <param name="MaxTokens">Null takes the engine's default.</param>
/// <param name="Task">For items that name no task themselves; null sends their prompts as they are.</param>
/// <param name="Templates">What items name in <see cref="ItemRequest.Template"/>; null without any.</param>
/// <param name="QualityRetry">Null never generates an answer again for its flags.</param>
/// <param name="Engine">How the engine is to be loaded; null takes section "Engine". The context limit stands in a column of its own.</param>
public sealed record BatchSettings(
    string? SystemPrompt,
    SamplingSettings Sampling,
    int? MaxTokens,
    TaskSetting? Task = null,
    QualityRetry? QualityRetry = null,
    IReadOnlyList<TemplateText>? Templates = null,
    EngineChoice? Engine = null);
