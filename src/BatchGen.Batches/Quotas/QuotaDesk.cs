using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Quotas;

/// <summary>Turns away early whoever has used up a quota.</summary>
public sealed class QuotaDesk(IDbContextFactory<BatchGenDbContext> contexts, IQuota quota)
{
    /// <exception cref="QuotaException">A quota is used up.</exception>
    public async Task RequireAsync(Submitter submitter, QuotaDemand demand, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await quota.CheckAsync(db, submitter, demand, cancellationToken) is { } refusal)
            throw new QuotaException(refusal);
    }
}
