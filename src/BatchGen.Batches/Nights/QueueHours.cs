using System.Globalization;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nights;

/// <summary>When batches are worked on, by what an administrator has set last. Nothing here reads the database. Thread-safe.</summary>
public sealed class QueueHours(IOptionsMonitor<NightsOptions> options, TimeProvider time)
{
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

    /// <summary>When a batch is worked on.</summary>
    /// <param name="priority">Above 0 is urgent.</param>
    public WorkHours Of(int priority) => priority > 0 && options.CurrentValue.ExemptUrgent ? WorkHours.Always : Hours;

    public bool Allows(int priority) => Of(priority).IsOpen(time.GetUtcNow());

    /// <summary>How long it takes until so much work on a batch is done, with the hours in which it stands still; null when that is far off.</summary>
    public TimeSpan? TimeTo(int priority, TimeSpan work)
    {
        var now = time.GetUtcNow();
        return Of(priority).Finish(now, work)?.At - now;
    }

    /// <summary>Why a batch is not worked on just now, and when it goes on; null during its hours.</summary>
    public Sentence? ReasonToWait(int priority) => ReasonToWait(Of(priority), time.GetUtcNow());

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
