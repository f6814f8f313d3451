using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Data;

/// <summary>The machine's own clock, right or wrong.</summary>
public sealed record MachineClock(TimeProvider Time);

/// <summary>
/// The time that all machines on one database agree on: the database's. Leases, heartbeats and due times written by one machine
/// are read by others, and their own clocks may differ by hours. It is asked for the time now and then; between two answers
/// the machine's counter, which nobody sets, goes on from the last. Thread-safe.
/// </summary>
public sealed class DatabaseTime(IDbContextFactory<BatchGenDbContext> contexts, MachineClock machine, ILogger<DatabaseTime> logger) : TimeProvider
{
    /// <summary>Further apart than that, an operator wants to know.</summary>
    public static readonly TimeSpan Remarkable = TimeSpan.FromSeconds(30);

    private volatile Anchor? _anchor;
    private bool _hasSaid;

    public override long TimestampFrequency => machine.Time.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.Time.LocalTimeZone;

    /// <summary>How far the machine's clock is ahead of the database's; nothing before it was asked.</summary>
    public TimeSpan Ahead => _anchor is null ? TimeSpan.Zero : machine.Time.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _anchor is { } anchor ? anchor.At + machine.Time.GetElapsedTime(anchor.Stamp) : machine.Time.GetUtcNow();

    public override long GetTimestamp() => machine.Time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.Time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Asks the database. On SQLite there is nobody else to agree with, and nothing happens.</summary>
    public async Task SynchronizeAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.Database.IsSqlite())
            return;
        var asked = machine.Time.GetTimestamp();
        var at = await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancellationToken);
        // It read its clock somewhere between question and answer: half the way is wrong by at most that half.
        _anchor = new Anchor(at + (machine.Time.GetElapsedTime(asked) / 2), machine.Time.GetTimestamp());
        Remark();
    }

    /// <inheritdoc cref="SynchronizeAsync(BatchGenDbContext, CancellationToken)"/>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Opened first: connecting takes longer than asking.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await SynchronizeAsync(db, cancellationToken);
    }

    private void Remark()
    {
        var differs = Ahead.Duration() >= Remarkable;
        if (differs && !_hasSaid)
            logger.LogWarning("This machine's clock and the database's differ by {Difference}: the database's is used. Set this machine's clock (NTP).", Ahead);
        _hasSaid = differs;
    }

    [DebuggerDisplay("{At}")]
    private sealed record Anchor(DateTimeOffset At, long Stamp);
}
