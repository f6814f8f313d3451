using System.Collections.Concurrent;
using System.Globalization;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nights;

/// <summary>When batches are worked on, by what an administrator has set last. Nothing here reads the database. Thread-safe.</summary>
public sealed class QueueHours(IOptionsMonitor<NightsOptions> options, TimeProvider time)
{
    private const int MostOwn = 1_000;

    private readonly ConcurrentDictionary<BatchHours, WorkHours?> _own = [];
    private volatile ReadHours? _read;

    /// <summary>The queue's own.</summary>
    public WorkHours Hours
    {
        get
        {
            var now = options.CurrentValue;
            // Settings are judged before they are stored: what is here can be read.
            if (_read is not { } read || read.Text != now.Hours || read.Zone != now.TimeZone)
                _read = read = new ReadHours(now.Hours, now.TimeZone, WorkHoursText.Parse(now.Hours, now.TimeZone));
            return read.Hours;
        }
    }

    /// <summary>How long what is in the engine may go on after the end.</summary>
    public TimeSpan Grace => options.CurrentValue.Grace;

    /// <summary>As an administrator wrote them; empty is at all hours.</summary>
    public string Text => options.CurrentValue.Hours;

    public bool IsOpen => Hours.IsOpen(time.GetUtcNow());

    /// <summary>Null while the queue is open.</summary>
    public DateTimeOffset? OpensAt => IsOpen ? null : Hours.NextOpening(time.GetUtcNow());

    /// <summary>Null while the queue is closed, and when it never closes.</summary>
    public DateTimeOffset? ClosesAt => IsOpen ? Hours.NextClosing(time.GetUtcNow()) : null;

    /// <summary>Batches may have hours of their own.</summary>
    public bool AllowsOwn => options.CurrentValue.AllowOwnHours;

    /// <summary>When a batch is worked on. Its own hours come first; what has none of its own and is urgent may be exempt.</summary>
    /// <param name="priority">Above 0 is urgent.</param>
    /// <param name="own">Null takes the queue's.</param>
    public WorkHours Of(int priority, BatchHours? own = null)
    {
        var now = options.CurrentValue;
        if (own is not null && now.AllowOwnHours)
            return Read(own with { TimeZone = own.TimeZone.Length > 0 ? own.TimeZone : now.TimeZone });
        return priority > 0 && now.ExemptUrgent ? WorkHours.Always : Hours;
    }

    public bool Allows(int priority, BatchHours? own = null) => Of(priority, own).IsOpen(time.GetUtcNow());

    /// <summary>How long it takes until so much work on a batch is done, with the hours in which it stands still; null when that is far off.</summary>
    public TimeSpan? TimeTo(int priority, BatchHours? own, TimeSpan work)
    {
        var now = time.GetUtcNow();
        return Of(priority, own).Finish(now, work)?.At - now;
    }

    /// <summary>When a batch goes on that is not worked on just now; null during its hours.</summary>
    public DateTimeOffset? GoesOnAt(int priority, BatchHours? own)
    {
        var hours = Of(priority, own);
        var now = time.GetUtcNow();
        return hours.IsOpen(now) ? null : hours.NextOpening(now);
    }

    /// <summary>Why a batch is not worked on just now, and when it goes on; null during its hours.</summary>
    public Sentence? ReasonToWait(int priority, BatchHours? own = null) => ReasonToWait(Of(priority, own), time.GetUtcNow());

    /// <summary>Few are in use at a time. What this machine cannot read, because it knows fewer time zones, has the queue's hours here.</summary>
    private WorkHours Read(BatchHours own)
    {
        if (_own.Count > MostOwn)
            _own.Clear();
        return _own.GetOrAdd(own, hours => hours.FindProblem() is null ? WorkHoursText.Parse(hours.Text, hours.TimeZone) : null) ?? Hours;
    }

    /// <summary>In the zone of the hours, whose name is said: whoever reads it may be in another.</summary>
    private static Sentence? ReasonToWait(WorkHours hours, DateTimeOffset now)
    {
        if (hours.IsOpen(now) || hours.NextOpening(now) is not { } opening)
            return null;
        var there = TimeZoneInfo.ConvertTime(opening, hours.Zone);
        var clock = there.ToString("HH:mm", CultureInfo.InvariantCulture);
        var day = there.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var zone = hours.Zone.Id;
        return (there.Date - TimeZoneInfo.ConvertTime(now, hours.Zone).Date).Days switch
        {
            0 => Today(clock, zone),
            1 => Tomorrow(clock, zone),
            _ => Later(day, clock, zone),
        };
    }

    private static Sentence Today(string clock, string zone) => $"Outside work hours: goes on today at {clock} ({zone}).";

    private static Sentence Tomorrow(string clock, string zone) => $"Outside work hours: goes on tomorrow at {clock} ({zone}).";

    private static Sentence Later(string day, string clock, string zone) => $"Outside work hours: goes on at {clock} on {day} ({zone}).";

    private sealed record ReadHours(string Text, string Zone, WorkHours Hours);
}
