using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>Runs <see cref="QueueRecovery"/> at start and then at its interval, and learns whether another machine paused the queue.</summary>
internal sealed class QueueRecoveryService(
    QueueRecovery recovery, QueueControl queue, IOptions<ExecutionOptions> options, TimeProvider time, ILogger<QueueRecoveryService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.TakesOverUnfinishedWork)
            return;

        using var timer = new PeriodicTimer(options.Value.RecoveryInterval, time);
        var turn = recovery.EnqueueUnfinishedAsync;
        do
        {
            if (await TryAsync(turn, stoppingToken))
                turn = recovery.EnqueueAbandonedAsync;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            await queue.LoadAsync(cancellationToken);
            await turn(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database may be away for a moment; the next turn tries the same again.
            logger.LogError(exception, "Unfinished work could not be queued; it is tried again in {Interval}.", options.Value.RecoveryInterval);
            return false;
        }
    }
}
