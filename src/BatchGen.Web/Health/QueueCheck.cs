using BatchGen.Web.Formatting;
using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

internal sealed class QueueCheck(JobStorage storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = storage.GetMonitoringApi().Servers();
        var workers = servers.Sum(server => server.WorkersCount);
        return Task.FromResult(workers > 0
            ? HealthCheckResult.Healthy($"{CountText.Of(workers, "worker")} on {CountText.Of(servers.Count, "machine")} take shards.")
            : HealthCheckResult.Unhealthy("No worker takes shards yet."));
    }
}
