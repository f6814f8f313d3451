using BatchGen.Batches.Execution;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

/// <summary>Wakes <see cref="ScheduleRunner"/> when a schedule is due, and when one was changed.</summary>
internal sealed class ScheduleService(
    ScheduleRunner runner,
    BatchSchedules schedules,
    IOptions<ScheduleOptions> options,
    IOptions<ExecutionOptions> execution,
    TimeProvider time,
    ILogger<ScheduleService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A command that runs one batch beside a server leaves schedules to the server.
        if (!execution.Value.TakesOverUnfinishedWork)
            return;

        using var changes = new ChangeSignal();
        using var watching = schedules.Subscribe(changes.Set);
        await TryAsync(runner.FinishStartedAsync, stoppingToken);
        var changed = changes.WaitAsync();
        while (!stoppingToken.IsCancellationRequested)
        {
            DateTimeOffset? next = null;
            await TryAsync(async token => next = await runner.RunDueAsync(token), stoppingToken);
            await Task.WhenAny(changed, Task.Delay(PauseUntil(next), time, stoppingToken));
            // A wait that was given up would still take the next change for itself.
            if (changed.IsCompleted)
                changed = changes.WaitAsync();
        }
    }

    private TimeSpan PauseUntil(DateTimeOffset? next)
    {
        var most = options.Value.CheckInterval;
        var until = next - time.GetUtcNow() ?? most;
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < most ? until : most;
    }

    private async Task TryAsync(Func<CancellationToken, Task> turn, CancellationToken cancellationToken)
    {
        try
        {
            await turn(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The database may be away for a moment; the next turn tries the same again.
            logger.LogError(exception, "Schedules could not be looked at; this is tried again in {Interval}.", options.Value.CheckInterval);
            await Task.Delay(options.Value.CheckInterval, time, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was begun is taken up at the next start.
        }
    }
}
