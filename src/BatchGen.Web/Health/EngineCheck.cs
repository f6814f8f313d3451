using System.Globalization;
using BatchGen.Engine.Client;
using BatchGen.Web.Models;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BatchGen.Web.Health;

/// <summary>The default model's engine. Looks only: a probe must not start a process.</summary>
internal sealed class EngineCheck(IEngineManager engines, ModelCatalog models) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var model = models.Default;
        var status = engines.GetStatuses().FirstOrDefault(status => status.ModelPath == model.Path);
        return Task.FromResult(status?.State switch
        {
            EngineState.Ready => HealthCheckResult.Healthy($"{model.Name} is loaded."),
            EngineState.Loading => HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"{model.Name} is loading: {status.LoadProgress:P0}.")),
            EngineState.Waiting => HealthCheckResult.Unhealthy(status.WaitingReason?.ToString() ?? $"{model.Name} waits for memory."),
            EngineState.Draining => HealthCheckResult.Unhealthy($"{model.Name} is about to be loaded again."),
            EngineState.Failed or EngineState.Restarting => HealthCheckResult.Unhealthy((status.Problem ?? model.Problem)?.ToString() ?? "The engine ended."),
            null or EngineState.Stopped or EngineState.Starting =>
                HealthCheckResult.Unhealthy(model.Problem?.ToString() ?? $"{model.Name} has not been loaded yet."),
        });
    }
}
