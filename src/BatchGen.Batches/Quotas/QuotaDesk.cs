using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Quotas;

/// <summary>Turns away early whoever has used up a quota, and counts what no batch counts.</summary>
public sealed class QuotaDesk(IDbContextFactory<BatchGenDbContext> contexts, IQuota quota, TimeProvider time)
{
    /// <exception cref="QuotaException">A quota is used up.</exception>
    public async Task RequireAsync(Submitter submitter, QuotaDemand demand, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await quota.CheckAsync(db, submitter, demand, cancellationToken) is { } refusal)
            throw new QuotaException(refusal);
    }

    /// <summary>Adds to the day's tokens of a user and a key.</summary>
    public async Task CountAsync(Submitter submitter, long tokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submitter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Today;
        var counted = await db.LiveUsage
            .Where(usage => usage.UserId == submitter.UserId && usage.ApiKeyId == submitter.ApiKeyId && usage.Day == today)
            .OrderBy(usage => usage.Id)
            .Take(1)
            .ExecuteUpdateAsync(set => set.SetProperty(usage => usage.Tokens, usage => usage.Tokens + tokens), cancellationToken);
        if (counted > 0)
            return;
        // Two first ones at once make two rows; only the sum counts.
        db.LiveUsage.Add(new LiveUsage { UserId = submitter.UserId, ApiKeyId = submitter.ApiKeyId, Day = today, Tokens = tokens });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Forgets the days before today, which no quota asks about.</summary>
    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Today;
        await db.LiveUsage.Where(usage => usage.Day < today).ExecuteDeleteAsync(cancellationToken);
    }

    private DateTimeOffset Today => new(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
}
