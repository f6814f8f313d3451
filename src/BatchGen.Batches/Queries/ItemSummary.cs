using System.Linq.Expressions;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Queries;

/// <summary>One line of an item list.</summary>
/// <param name="Path">The input file's; null for items that came from no file.</param>
/// <param name="Flags">What is wrong with its answer.</param>
/// <param name="IsCodeUnchanged">The comment task's check; null when nothing is claimed.</param>
/// <param name="Parts">Parts its input is cut into; 0 when it goes to the model whole.</param>
/// <param name="QualityRetries">Times an answer of it was generated again for its flags.</param>
public sealed record ItemSummary(
    long Id,
    int Ordinal,
    string CustomId,
    int LineNumber,
    ItemState State,
    int PromptTokens,
    int CompletionTokens,
    string? FinishReason,
    string? ErrorCode,
    Sentence? ErrorMessage,
    int Attempts,
    DateTimeOffset? FinishedAt,
    string? Path,
    QualityFlags Flags,
    bool? IsCodeUnchanged,
    int Parts,
    int QualityRetries)
{
    /// <summary>The narrow part of a row, in the database's words: requests and answers stay where they are.</summary>
    internal static Expression<Func<BatchItem, ItemSummary>> Projection { get; } = item => new ItemSummary(
        item.Id,
        item.Ordinal,
        item.CustomId,
        item.LineNumber,
        item.State,
        item.PromptTokens,
        item.CompletionTokens,
        item.FinishReason,
        item.ErrorCode,
        item.ErrorMessage,
        item.Attempts,
        item.FinishedAt,
        item.Path,
        item.Flags,
        item.IsCodeUnchanged,
        item.Parts,
        item.QualityRetries);
}

/// <param name="State">Null takes all.</param>
/// <param name="Search">A part of the custom_id, the path or the error code; null takes all.</param>
/// <param name="Flags">Items with any of these; none takes all.</param>
public sealed record ItemFilter(ItemState? State = null, string? Search = null, QualityFlags Flags = QualityFlags.None)
{
    public static ItemFilter All { get; } = new();
}

/// <param name="Total">Items that match, on all pages.</param>
public sealed record ItemPage(IReadOnlyList<ItemSummary> Items, int Total);
