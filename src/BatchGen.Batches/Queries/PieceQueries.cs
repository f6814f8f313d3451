using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Code.Joining;
using BatchGen.Code.Parsing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>The pieces of a chunked item, for its page. Every call opens a context of its own.</summary>
public sealed class PieceQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>By round and number; empty for an item that goes to the model whole, and before its first run.</summary>
    public async Task<IReadOnlyList<PieceSummary>> ListAsync(string batchPublicId, int ordinal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var itemId = await FindAsync(db, batchPublicId, ordinal, cancellationToken);
        var pieces = await db.Pieces.AsNoTracking()
            .Where(piece => piece.ItemId == itemId)
            .OrderBy(piece => piece.Round).ThenBy(piece => piece.Number)
            .ToListAsync(cancellationToken);
        var lineage = await db.Results.Where(result => result.ItemId == itemId).Select(result => result.LineageJson).SingleOrDefaultAsync(cancellationToken);
        var known = lineage is null ? [] : StoredJson.ReadLineage(lineage).Pieces.ToDictionary(piece => piece.Id);
        return pieces.ConvertAll(piece => PieceSummary.Of(piece, known.GetValueOrDefault(new PieceId(piece.Round, piece.Number))));
    }


    private static Task<long> FindAsync(BatchGenDbContext db, string batchPublicId, int ordinal, CancellationToken cancellationToken) => db.Items
        .Where(item => item.Batch!.PublicId == batchPublicId && item.Ordinal == ordinal)
        .Select(item => item.Id)
        .SingleOrDefaultAsync(cancellationToken);
}

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
