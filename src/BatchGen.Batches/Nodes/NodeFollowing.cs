using BatchGen.Batches.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nodes;

/// <summary>Keeps what is in memory abreast of what other machines change. On SQLite there are none, and nothing is asked.</summary>
internal sealed class NodeFollowing(
    IServiceProvider services, IOptions<NodeOptions> options, IOptions<StorageOptions> storage, ILogger<NodeFollowing> logger) : BackgroundService
{
    private readonly HashSet<Type> _failing = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (storage.Value.Provider == StorageProvider.Sqlite)
            return;
        // The machine's own timer: this loop must not depend on the clock that it keeps right.
        using var timer = new PeriodicTimer(options.Value.FollowInterval);
        do
        {
            foreach (var follower in services.GetServices<IFollowsDatabase>())
                await TryAsync(follower, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(IFollowsDatabase follower, CancellationToken stoppingToken)
    {
        try
        {
            await follower.FollowAsync(stoppingToken);
            _failing.Remove(follower.GetType());
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // Once, not every second: the database may be away for an hour.
            if (_failing.Add(follower.GetType()))
                logger.LogError(
                    failure,
                    "{Follower} could not look at the database; it is tried again every {Interval}.",
                    follower.GetType().Name,
                    options.Value.FollowInterval);
        }
    }
}
