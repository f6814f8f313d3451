using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Nodes;
using BatchGen.Engine.Client;
using BatchGen.Web.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary>The default model's engine; of a machine that runs no shards, whether another does. Looks only: a probe must not start a process.</summary>
internal sealed class EngineCheck(IEngineManager engines, ModelCatalog models, NodeIdentity node, NodeBoard nodes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!node.RunsShards)
            return Task.FromResult(OfOthers());
        var model = models.Default;
        var status = engines.GetStatuses().FirstOrDefault(status => status.ModelPath == model.Path);
        return Task.FromResult(status?.State switch
        {
            EngineState.Ready => HealthCheckResult.Healthy($"{model.Name} is loaded."),
            EngineState.Loading =>
                HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"{model.Name} is loading: {status.LoadProgress:P0}.")),
            EngineState.Waiting => HealthCheckResult.Unhealthy(status.WaitingReason?.ToString() ?? $"{model.Name} waits for memory."),
            EngineState.Draining => HealthCheckResult.Unhealthy($"{model.Name} is about to be loaded again."),
            EngineState.Failed or EngineState.Restarting => HealthCheckResult.Unhealthy((status.Problem ?? model.Problem)?.ToString() ?? "The engine ended."),
            null or EngineState.Stopped or EngineState.Starting =>
                HealthCheckResult.Unhealthy(model.Problem?.ToString() ?? $"{model.Name} has not been loaded yet."),
        });
    }

    private HealthCheckResult OfOthers()
    {
        var workers = nodes.List().Where(other => other is { State: NodeState.Here, RunsShards: true }).Select(other => other.Name).ToList();
        return workers.Count > 0
            ? HealthCheckResult.Healthy($"{string.Join(", ", workers)} run the work.")
            : HealthCheckResult.Unhealthy("No worker is running: start one with --role worker on this database.");
    }
}
