using BatchGen.Batches.Data;
using BatchGen.Engine.Client;

namespace BatchGen.Web.Models;

/// <summary>
/// Loads the default model once the server listens, so that the first batch finds it ready and the server starts at once.
/// </summary>
internal sealed class EnginePreload(IEngineManager engines, ModelCatalog models, NodeIdentity node, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A machine that runs no shards loads a model when somebody asks it something: it may have little memory to spare.
        if (!node.RunsShards)
            return;
        try
        {
            await Started(stoppingToken);
            await engines.GetEngine(models.Default.Path).WaitUntilReadyAsync(stoppingToken);
        }
        catch (EngineException)
        {
            // The engine keeps its reason in its status, where pages and /readyz read it, and has logged it.
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops before the model was loaded.
        }
    }

    private async Task Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
