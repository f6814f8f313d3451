using BatchGen.Engine.Setup;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Models;

/// <summary>Says at start when a GPU was given to a model that nobody has: a name that is mistyped would pin nothing in silence.</summary>
internal sealed class PinnedModels(IOptions<EngineOptions> engine, ModelCatalog models, ILogger<PinnedModels> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Value.ModelGpus.Count == 0)
            return Task.CompletedTask;
        var known = models.List().Select(model => Path.GetFileNameWithoutExtension(model.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in engine.Value.ModelGpus.Keys.Where(name => !known.Contains(name)))
        {
            logger.LogWarning(
                "Engine:ModelGpus names '{Model}', and no model file is called so; it has no effect until one is. Known: {Known}.",
                name,
                string.Join(", ", known.Order(StringComparer.Ordinal)));
        }

        return Task.CompletedTask;
    }
}
