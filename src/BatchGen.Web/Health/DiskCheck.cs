using BatchGen.Batches.Data;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary>Whether uploads and result files can be written now: a full disk lets a database be locked, and batches wait for their files.</summary>
internal sealed class DiskCheck(DataDirectory directory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        DiskProbe.Try(directory) is { } problem
            ? HealthCheckResult.Unhealthy(problem.ToString())
            : HealthCheckResult.Healthy("The data directory can be written."));
}
