using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>Deletes batches that ended longer ago than <see cref="StorageOptions.KeepResultsFor"/>, with their files.</summary>
public sealed class Retention(
    IDbContextFactory<BatchGenDbContext> contexts, BatchControl control, IOptionsMonitor<StorageOptions> options, TimeProvider time)
{
    private const int PageBatches = 100;

    /// <summary>As the audit log names whoever deletes what is old.</summary>
    private const string Who = "Storage:KeepResultsFor";

    /// <returns>How many batches went.</returns>
    public async Task<int> DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        if (options.CurrentValue.KeepResultsFor is not { } keep)
            return 0;

        var before = time.GetUtcNow() - keep;
        var deleted = 0;
        while (await FindExpiredAsync(before, cancellationToken) is { Count: > 0 } expired)
        {
            var gone = 0;
            foreach (var publicId in expired)
            {
                // Through the same door as a person: what was retried meanwhile is refused, and stays.
                if (await control.DeleteAsync(publicId, Who, cancellationToken) is ControlDone)
                    gone++;
            }

            deleted += gone;
            if (gone == 0)
                return deleted;
        }

        return deleted;
    }

    private async Task<List<string>> FindExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Batches
            .Where(batch => batch.FinishedAt < before)
            .OrderBy(batch => batch.FinishedAt)
            .Select(batch => batch.PublicId)
            .Take(PageBatches)
            .ToListAsync(cancellationToken);
    }
}
