using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>Turns a stored request into what the engine takes: the item's own word first, then the batch's settings.</summary>
internal static class RequestMapping
{
    private static readonly IReadOnlyList<string> NoStopPieces = [];

    public static GenerationRequest ToGeneration(this ItemRequest request, string id, BatchSettings settings, int? contextLimitTokens) => new(
        id,
        request.ToPrompt(settings.SystemPrompt),
        request.ToSampling(settings.Sampling),
        request.MaxTokens ?? settings.MaxTokens,
        request.Stop,
        contextLimitTokens,
        Grammar: request.ResponseFormat?.ToGrammar());

    public static GenerationPrompt ToPrompt(this ItemRequest request, string? systemPrompt) => request.Prompt is null
        ? new ChatPrompt(request.ToMessages(systemPrompt))
        : new SegmentPrompt([new PromptSegment(request.Prompt, IsTemplate: false)], NoStopPieces);

    /// <summary>The conversation as the model gets it; empty for a plain prompt.</summary>
    public static IReadOnlyList<ChatMessage> ToMessages(this ItemRequest request, string? systemPrompt)
    {
        var messages = request.Messages ?? [];
        if (systemPrompt is null || messages.Count == 0 || messages.Any(message => message.Role == "system"))
            return messages;

        return [new ChatMessage("system", systemPrompt), .. messages];
    }

    private static SamplingSettings ToSampling(this ItemRequest request, SamplingSettings defaults) => defaults with
    {
        Temperature = request.Temperature ?? defaults.Temperature,
        TopP = request.TopP ?? defaults.TopP,
        TopK = request.TopK ?? defaults.TopK,
        MinP = request.MinP ?? defaults.MinP,
        RepetitionPenalty = request.RepetitionPenalty ?? defaults.RepetitionPenalty,
        FrequencyPenalty = request.FrequencyPenalty ?? defaults.FrequencyPenalty,
        PresencePenalty = request.PresencePenalty ?? defaults.PresencePenalty,
        Seed = request.Seed ?? defaults.Seed,
    };
}
