namespace BatchGen.Testing;

/// <summary>A clock that moves when told to, and rings its timers then, on the caller's thread and in their order.</summary>
public sealed class ScriptedTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(int Alarms, TaskCompletionSource Reached)> _watchers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        lock (_gate)
            _now += time;
        while (TakeDue() is { } due)
            due();
    }

    /// <summary>
    /// Ends once so many timers are set: whoever was woken has looked around and waits again. So a test knows that nothing
    /// came of a wake-up, without waiting for nothing.
    /// </summary>
    public Task AlarmsAsync(int alarms)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _watchers.Add((alarms, reached));
            TellWatchers();
        }

        return reached.Task.WaitAsync(Patience.Ceiling);
    }

    private void TellWatchers() => _watchers.RemoveAll(watcher => _alarms.Count >= watcher.Alarms && watcher.Reached.TrySetResult());

    private Action? TakeDue()
    {
        lock (_gate)
        {
            var alarm = _alarms.Where(alarm => alarm.At <= _now).MinBy(alarm => alarm.At);
            if (alarm is null)
                return null;
            if (alarm.Period > TimeSpan.Zero)
                alarm.At += alarm.Period;
            else
                _alarms.Remove(alarm);
            return alarm.Ring;
        }
    }

    private sealed class Alarm(ScriptedTime time, Action ring) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Ring => ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._alarms.Remove(this);
                Period = period;
                if (dueTime < TimeSpan.Zero)
                    return true;
                At = time._now + dueTime;
                time._alarms.Add(this);
                time.TellWatchers();
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
                time._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
