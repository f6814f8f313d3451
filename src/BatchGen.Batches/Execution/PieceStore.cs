using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Code.Joining;
using BatchGen.Inference.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Keeps the pieces of chunked items: what was answered once is not asked again, whatever died in between.</summary>
internal sealed class PieceStore(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>
    /// Makes the stored pieces of one round those that are planned: new ones are added, failed ones wait again, those
    /// whose prompt is another now go.
    /// </summary>
    /// <returns>The answers that are there already.</returns>
    public async Task<IReadOnlyDictionary<PieceId, SequenceResult>> SyncAsync(
        ShardClaim claim, ShardItem item, IReadOnlyList<PlannedPiece> planned, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.LockBatchAsync(claim.BatchId, cancellationToken) is null)
            return new Dictionary<PieceId, SequenceResult>();

        var round = planned[0].Id.Round;
        var numbers = planned.Select(piece => piece.Id.Number).ToList();
        var stored = await db.Pieces
            .Where(piece => piece.ItemId == item.Id && piece.Round == round)
            .ToDictionaryAsync(piece => piece.Number, cancellationToken);
        db.Pieces.RemoveRange(stored.Values.Where(piece => round == 0 && !numbers.Contains(piece.Number)));
        foreach (var piece in planned)
            await SyncAsync(db, item, piece, stored.GetValueOrDefault(piece.Id.Number), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        return db.Pieces.Local
            .Where(piece => piece.State == PieceState.Succeeded)
            .ToDictionary(piece => new PieceId(piece.Round, piece.Number), ResultOf);
    }

    private static async Task SyncAsync(BatchGenDbContext db, ShardItem item, PlannedPiece planned, ItemPiece? stored, CancellationToken cancellationToken)
    {
        if (stored is not null && stored.PromptDigest != planned.Digest)
        {
            // Deleted by a statement of its own: EF does not delete and insert one key at once.
            db.Entry(stored).State = EntityState.Detached;
            await db.Pieces
                .Where(piece => piece.ItemId == stored.ItemId && piece.Round == stored.Round && piece.Number == stored.Number)
                .ExecuteDeleteAsync(cancellationToken);
            stored = null;
        }

        if (stored is null)
            db.Pieces.Add(New(item, planned));
        else if (stored.State == PieceState.Failed)
            Revive(stored);
    }

    private static void Revive(ItemPiece piece)
    {
        piece.State = PieceState.Pending;
        piece.ErrorCode = null;
        piece.ErrorMessage = null;
        piece.FinishedAt = null;
    }

    private static ItemPiece New(ShardItem item, PlannedPiece planned) => new()
    {
        ItemId = item.Id,
        Round = planned.Id.Round,
        Number = planned.Id.Number,
        State = PieceState.Pending,
        FirstLine = planned.FirstLine,
        LastLine = planned.LastLine,
        TextTokens = planned.TextTokens,
        PromptDigest = planned.Digest,
    };

    private static SequenceResult ResultOf(ItemPiece piece) => new(
        piece.Text ?? "",
        FinishReasons.Read(piece.FinishReason),
        piece.PromptTokens,
        piece.CachedTokens,
        piece.CompletionTokens,
        new SequenceTimings(TimeSpan.FromMilliseconds(piece.QueuedMs), TimeSpan.FromMilliseconds(piece.PrefillMs), TimeSpan.FromMilliseconds(piece.DecodeMs)));
}
