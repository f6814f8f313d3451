using BatchGen.Batches.Data;
using BatchGen.Code.Joining;
using BatchGen.Code.Parsing;

namespace BatchGen.Batches.Queries;

/// <summary>One generation of a chunked item: which lines it stands for and what became of it.</summary>
/// <param name="Round">0 for a part of the input; 1 and up for an answer over earlier ones.</param>
/// <param name="Number">1-based in its round.</param>
/// <param name="FirstLine">1-based line of the input; both inclusive.</param>
/// <param name="TextTokens">Of the piece's own text: header and source, or instruction and answers.</param>
/// <param name="Result">The lines of the item's answer that are this piece's; null where answers are merged, and before the item's end.</param>
/// <param name="MadeFrom">The pieces whose answers it read; empty for a part, and before the item's end.</param>
public sealed record PieceSummary(
    int Round,
    int Number,
    PieceState State,
    int FirstLine,
    int LastLine,
    int TextTokens,
    int PromptTokens,
    int CompletionTokens,
    string? FinishReason,
    string? ErrorCode,
    string? ErrorMessage,
    DateTimeOffset? FinishedAt,
    LineSpan? Result,
    IReadOnlyList<PieceId> MadeFrom)
{
    internal static PieceSummary Of(ItemPiece piece, LineagePiece? lineage) => new(
        piece.Round,
        piece.Number,
        piece.State,
        piece.FirstLine,
        piece.LastLine,
        piece.TextTokens,
        piece.PromptTokens,
        piece.CompletionTokens,
        piece.FinishReason,
        piece.ErrorCode,
        piece.ErrorMessage,
        piece.FinishedAt,
        lineage?.Result,
        lineage?.MadeFrom ?? []);
}
