using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Reads the items of a shard that have no end yet, in input order, a page at a time.</summary>
internal sealed class ShardItems(IDbContextFactory<BatchGenDbContext> contexts)
{
    // Requests can be megabytes each, so only a few wait here for their turn.
    private const int PageItems = 32;

    /// <summary>Items that may run beside others, at most a page of them.</summary>
    public async Task<List<ShardItem>> LoadHealthyAsync(ShardClaim claim, int afterOrdinal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await LoadAsync(Healthy(db, claim).Where(item => item.Ordinal > afterOrdinal).Take(PageItems), cancellationToken);
    }

    public async Task<bool> AnyHealthyAsync(ShardClaim claim, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Healthy(db, claim).AnyAsync(cancellationToken);
    }

    /// <summary>The next item that the engine died on too often to run beside others; null when there is none.</summary>
    public async Task<ShardItem?> FindSuspectAsync(ShardClaim claim, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var suspects = Pending(db, claim).Where(item => item.EngineLosses >= Quarantine.LossesToRunAlone).Take(1);
        return (await LoadAsync(suspects, cancellationToken)).SingleOrDefault();
    }

    private static IQueryable<BatchItem> Healthy(BatchGenDbContext db, ShardClaim claim) =>
        Pending(db, claim).Where(item => item.EngineLosses < Quarantine.LossesToRunAlone);

    /// <summary>Without an end yet, in the input's order.</summary>
    public static IQueryable<BatchItem> Pending(BatchGenDbContext db, ShardClaim claim) => db.Items
        .Where(item => item.BatchId == claim.BatchId && item.State == ItemState.Pending)
        .Where(item => item.Ordinal >= claim.FirstOrdinal && item.Ordinal <= claim.LastOrdinal && item.ModelIndex == claim.ModelIndex)
        .OrderBy(item => item.Ordinal);

    private static async Task<List<ShardItem>> LoadAsync(IQueryable<BatchItem> items, CancellationToken cancellationToken)
    {
        var rows = await items
            .Select(item => new
            {
                item.Id,
                item.Ordinal,
                item.CustomId,
                item.Attempts,
                item.EngineLosses,
                item.PromptTokens,
                item.Parts,
                item.CutsJson,
                item.RequestJson,
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new ShardItem(
            row.Id,
            row.Ordinal,
            row.CustomId,
            row.Attempts,
            row.EngineLosses,
            row.PromptTokens,
            row.Parts,
            row.CutsJson,
            StoredJson.ReadRequest(row.RequestJson)));
    }
}
