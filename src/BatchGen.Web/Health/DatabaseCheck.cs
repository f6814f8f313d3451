using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary>Whether the database can be written now: reading goes on while another program holds it, and no batch could be taken.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<BatchGenDbContext> contexts) : IHealthCheck
{
    /// <summary>Longer than any commit of ours takes, shorter than a probe waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            // Takes the lock of a write and changes nothing.
            await db.TryWriteAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy("The database can be written.");
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is { } found)
        {
            return HealthCheckResult.Unhealthy(found.Sentence.ToString());
        }
    }
}
