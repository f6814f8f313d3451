using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>How far the removal of deleted batches is (<c>Execution/DeletionJob</c>).</summary>
public sealed class DeletionQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <param name="owner">Whose; null counts everybody's.</param>
    public async Task<DeletionProgress> ReadAsync(long? owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // They go in the order of the input, so the first that is left says how many there are, without counting.
        var left = await db.BeingDeleted()
            .Where(batch => owner == null || batch.OwnerId == owner)
            .Select(batch => batch.TotalItems - (db.Items.Where(item => item.BatchId == batch.Id).Min(item => (int?)item.Ordinal) ?? batch.TotalItems))
            .ToListAsync(cancellationToken);
        return new DeletionProgress(left.Count, left.Sum(items => (long)items));
    }
}

/// <param name="Batches">Those that nobody sees any more, and that are not quite gone.</param>
/// <param name="Items">What is left of them.</param>
public sealed record DeletionProgress(int Batches, long Items);
