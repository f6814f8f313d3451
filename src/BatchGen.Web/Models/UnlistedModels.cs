using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Models;

/// <summary>
/// A model that was taken off the list, or out of the models folder, would stay in memory until another needs the room: its engine ends once
/// nobody has used it for a while. A batch that still names it loads it again.
/// </summary>
internal sealed class UnlistedModels(IEngineManager engines, ModelCatalog models, IOptions<EngineOptions> engine, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>One look. May be done any number of times.</summary>
    internal void Turn()
    {
        if (ListedOrNull() is { } listed)
            engines.UnloadIdle(engine.Value.IdleBeforeUnload, path => !listed.Contains(path));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Turn();
    }

    private HashSet<string>? ListedOrNull()
    {
        try
        {
            return models.List().Select(model => model.Path).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read now says nothing of what it holds.
            return null;
        }
    }
}
