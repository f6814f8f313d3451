using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Reads the items of a shard that have no end yet, in input order, a page at a time.</summary>
internal sealed class ShardItems(IDbContextFactory<BatchGenDbContext> contexts)
{
    // Requests can be megabytes each, so only a few wait here for their turn.
    private const int PageItems = 32;

    /// <summary>Items that may run beside others.</summary>
    public Task<List<ShardItem>> LoadHealthyAsync(ShardClaim claim, int afterOrdinal, CancellationToken cancellationToken) =>
        LoadAsync(claim, afterOrdinal, PageItems, isSuspect: false, cancellationToken);

    /// <summary>The next item that the engine died on too often to run beside others; null when there is none.</summary>
    public async Task<ShardItem?> FindSuspectAsync(ShardClaim claim, CancellationToken cancellationToken) =>
        (await LoadAsync(claim, claim.FirstOrdinal - 1, 1, isSuspect: true, cancellationToken)).SingleOrDefault();

    private async Task<List<ShardItem>> LoadAsync(ShardClaim claim, int afterOrdinal, int count, bool isSuspect, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Items
            .Where(item => item.BatchId == claim.BatchId && item.State == ItemState.Pending)
            .Where(item => item.Ordinal > afterOrdinal && item.Ordinal <= claim.LastOrdinal)
            .Where(item => (item.EngineLosses >= Quarantine.LossesToRunAlone) == isSuspect)
            .OrderBy(item => item.Ordinal)
            .Take(count)
            .Select(item => new { item.Id, item.Ordinal, item.CustomId, item.Attempts, item.EngineLosses, item.RequestJson })
            .ToListAsync(cancellationToken);

        return rows.ConvertAll(row => new ShardItem(
            row.Id, row.Ordinal, row.CustomId, row.Attempts, row.EngineLosses, StoredJson.ReadRequest(row.RequestJson)));
    }
}
