using Hangfire.Server;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Schedules;

/// <summary>Wakes <see cref="ScheduleRunner"/> when a schedule is due, and when one was changed.</summary>
public sealed class ScheduleClock : IBackgroundProcess, IDisposable
{
    private readonly ScheduleRunner _runner;
    private readonly ScheduleOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AutoResetEvent _changed = new(initialState: false);
    private readonly IDisposable _watching;

    public ScheduleClock(ScheduleRunner runner, BatchSchedules schedules, IOptions<ScheduleOptions> options, TimeProvider time, ILogger<ScheduleClock> logger)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        ArgumentNullException.ThrowIfNull(options);
        _runner = runner;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _watching = schedules.Subscribe(() => _changed.Set());
    }

    /// <summary>One look at what is due, and the rest until the next: Hangfire's dispatcher, on a thread of its own, calls it again and again.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var next = RunDueAsync(context.StoppingToken).GetAwaiter().GetResult();
        WaitHandle.WaitAny([_changed, context.StoppingToken.WaitHandle], PauseUntil(next));
    }

    public void Dispose()
    {
        _watching.Dispose();
        _changed.Dispose();
    }

    private async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _runner.RunDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The database may be away for a moment; the next turn tries the same again.
            _logger.LogError(exception, "Schedules could not be looked at; this is tried again in {Interval}.", _options.CheckInterval);
            return null;
        }
    }

    private TimeSpan PauseUntil(DateTimeOffset? next)
    {
        var most = _options.CheckInterval;
        var until = next - _time.GetUtcNow() ?? most;
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < most ? until : most;
    }
}
