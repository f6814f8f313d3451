using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Remembers what an engine was working on when it died; the items stay pending and are sent again.</summary>
internal sealed class EngineLosses(IDbContextFactory<BatchGenDbContext> contexts)
{
    public async Task RecordAsync(ShardClaim claim, LostItems lost)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.LockBatchAsync(claim.BatchId, CancellationToken.None) is null)
            return;

        await AddAsync(db, lost.Suspects, losses: 1);
        await AddAsync(db, lost.Bystanders, losses: 0);
        await transaction.CommitAsync();
    }

    private static async Task AddAsync(BatchGenDbContext db, IReadOnlyList<ShardItem> items, int losses)
    {
        var ids = items.Select(item => item.Id).ToList();
        if (ids.Count == 0)
            return;

        await db.Items
            .Where(item => ids.Contains(item.Id) && item.State == ItemState.Pending)
            .ExecuteUpdateAsync(set => set
                .SetProperty(item => item.Attempts, item => item.Attempts + 1)
                .SetProperty(item => item.EngineLosses, item => item.EngineLosses + losses));
    }
}
