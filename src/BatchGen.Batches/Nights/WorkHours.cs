namespace BatchGen.Batches.Nights;

/// <summary>
/// When work is done: windows of the week in one time zone. A time of day means the first moment at which that zone's clocks show it, or
/// would have shown it: where clocks go forward, a time that is left out is the moment they go; where they go back, a time that comes
/// twice is the first of the two. Windows that touch or overlap are one stretch. Immutable.
/// </summary>
public sealed class WorkHours
{
    /// <summary>What takes longer has no end that anybody plans by.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(366);

    /// <summary>A stretch may have begun the day before, by another zone's date.</summary>
    private const int DaysBack = 2;

    private readonly IReadOnlyList<WorkWindow> _windows;

    /// <param name="windows">None is at all hours.</param>
    public WorkHours(IEnumerable<WorkWindow> windows, TimeZoneInfo zone)
    {
        _windows = [.. windows.OrderBy(window => window.From)];
        Zone = zone;
        IsAlways = _windows.Count == 0 || WorkWindow.CoverTheWeek(_windows);
    }

    public static WorkHours Always { get; } = new([], TimeZoneInfo.Utc);

    public bool IsAlways { get; }

    public TimeZoneInfo Zone { get; }

    public bool IsOpen(DateTimeOffset instant) => IsAlways || Stretches(instant).First().From <= instant;

    /// <summary>The first moment after this one at which closed hours end; null when they are never closed.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset instant) => IsAlways ? null : Stretches(instant).First(stretch => stretch.From > instant).From;

    /// <summary>The first moment after this one at which open hours end; null when they never do.</summary>
    public DateTimeOffset? NextClosing(DateTimeOffset instant) => IsAlways ? null : Stretches(instant).First().To;

    /// <summary>When so much work is done that may be begun now and stands still outside the hours.</summary>
    /// <returns>Null when that is not within <see cref="Horizon"/>.</returns>
    public WorkEnd? Finish(DateTimeOffset start, TimeSpan work)
    {
        if (work <= TimeSpan.Zero)
            return new WorkEnd(start, 0);
        if (IsAlways)
            return work > Horizon ? null : new WorkEnd(start + work, 1);

        var left = work;
        var stretches = 0;
        foreach (var stretch in Stretches(start))
        {
            var from = stretch.From > start ? stretch.From : start;
            stretches++;
            if (left <= stretch.To - from)
                return new WorkEnd(from + left, stretches);
            left -= stretch.To - from;
        }

        return null;
    }

    /// <summary>Those that end after this moment, in their order, up to the <see cref="Horizon"/>.</summary>
    private IEnumerable<WorkStretch> Stretches(DateTimeOffset instant)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);
        var last = today.AddDays((int)Horizon.TotalDays);
        WorkStretch? open = null;
        for (var day = today.AddDays(-DaysBack); day <= last; day = day.AddDays(1))
        {
            foreach (var next in BeginningOn(day))
            {
                if (open is not null && next.From <= open.To)
                {
                    open = open with { To = next.To > open.To ? next.To : open.To };
                    continue;
                }

                if (open is not null && open.To > instant)
                    yield return open;
                open = next;
            }
        }

        if (open is not null && open.To > instant)
            yield return open;
    }

    /// <summary>One whose two ends fall into the same gap of the clocks is none.</summary>
    private IEnumerable<WorkStretch> BeginningOn(DateOnly day) => _windows
        .Where(window => window.Days.Contains(day.DayOfWeek))
        .Select(window => new WorkStretch(FirstMomentOf(window.BeginningOn(day)), FirstMomentOf(window.EndOf(day))))
        .Where(stretch => stretch.To > stretch.From);

    private DateTimeOffset FirstMomentOf(DateTime local)
    {
        // Clocks go forward at whole minutes; a zone that crosses the date line leaves a whole day out (Pacific/Apia, 30 December 2011).
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private sealed record WorkStretch(DateTimeOffset From, DateTimeOffset To);
}

/// <summary>When work is done.</summary>
/// <param name="Stretches">How many stretches of open hours it takes, the one it begins in included.</param>
public sealed record WorkEnd(DateTimeOffset At, int Stretches);
