using BatchGen.Web.Formatting;
using Hangfire;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

internal sealed class QueueCheck(JobStorage storage, TimeProvider time) : IHealthCheck
{
    /// <summary>Servers say every half minute that they are alive; the queue itself forgets them after five.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = storage.GetMonitoringApi().Servers().Where(IsAlive).ToList();
        var workers = servers.Sum(server => server.WorkersCount);
        var machines = servers.Where(server => server.WorkersCount > 0).Select(MachineOf).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        return Task.FromResult(workers > 0
            ? HealthCheckResult.Healthy($"{CountText.Of(workers, "worker")} on {CountText.Of(machines, "machine")} take jobs.")
            : HealthCheckResult.Unhealthy("No worker takes jobs yet."));
    }

    private bool IsAlive(ServerDto server) => server.Heartbeat is not { } heard || time.GetUtcNow().UtcDateTime - heard < Silence;

    /// <summary>Hangfire calls a server MACHINE:PROCESS:GUID, and one process has several.</summary>
    private static string MachineOf(ServerDto server) => server.Name.Split(':')[0];
}
