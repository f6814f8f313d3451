using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.Queries;

/// <summary>One item with its prompt and answer.</summary>
/// <param name="Messages">As the model gets them, the system prompt included; empty for a plain prompt and for a line that was no request.</param>
/// <param name="Prompt">A plain prompt (/v1/completions), else null.</param>
/// <param name="Text">The answer; null without one.</param>
/// <param name="Timings">Null without an answer.</param>
public sealed record ItemDetails(
    ItemSummary Summary,
    IReadOnlyList<ChatMessage> Messages,
    string? Prompt,
    string RequestJson,
    string? Text,
    int CachedTokens,
    ItemTimings? Timings)
{
    private static readonly Func<BatchItem, ItemSummary> Summarize = ItemSummary.Projection.Compile();

    internal static ItemDetails Of(BatchItem item)
    {
        var request = item.RequestJson.Length == 0 ? new ItemRequest() : StoredJson.ReadRequest(item.RequestJson);
        var settings = StoredJson.ReadSettings(item.Batch!.SettingsJson);
        return new ItemDetails(
            Summarize(item),
            request.ToMessages(settings.SystemPrompt),
            request.Prompt,
            item.RequestJson,
            item.Result?.Text,
            item.Result?.CachedTokens ?? 0,
            item.Result is { } result ? new ItemTimings(result.QueuedMs, result.PrefillMs, result.DecodeMs) : null);
    }
}
