using BatchGen.Batches.Nights;
using CsCheck;

namespace BatchGen.Batches.Tests.Nights;

/// <summary>What holds for any week, at any moment, in every kind of zone.</summary>
public sealed class WorkHoursProperties
{
    private const int Runs = 300;
    private const int MinutesOfDay = 24 * 60;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly Gen<WorkWindow> Window =
        from days in Gen.Int[0, 6].HashSet[1, 7]
        from edges in Gen.Int[0, MinutesOfDay - 1].Select(Gen.Int[1, MinutesOfDay]).Where((start, end) => start != end)
        select new WorkWindow(days.Select(day => (DayOfWeek)day).ToHashSet(), TimeSpan.FromMinutes(edges.Item1), TimeSpan.FromMinutes(edges.Item2));

    private static readonly Gen<WorkHours> Hours =
        from windows in Window.List[1, 5]
        from zone in Gen.OneOf("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham", "UTC")
        select new WorkHours(windows, TimeZoneInfo.FindSystemTimeZoneById(zone));

    // Two years, every change of clocks among them; half of the moments are within a day of one.
    private static readonly Gen<DateTimeOffset> Moment = Gen.OneOf(
        Gen.Int[0, 2 * 365 * MinutesOfDay].Select(minute => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute)),
        Gen.OneOf("2026-03-08T07:00Z", "2026-03-29T01:00Z", "2026-04-04T15:00Z", "2026-10-03T15:30Z", "2026-10-25T01:00Z", "2026-11-01T06:00Z")
            .Select(Gen.Int[-MinutesOfDay, MinutesOfDay]).Select((change, minutes) => DateTimeOffset.Parse(change, null).AddMinutes(minutes)));

    [Fact]
    public void NextOpening_IsTheFirstOpenMomentAfterClosedOnes() => ForAny((hours, moment) =>
    {
        var opening = hours.NextOpening(moment)!.Value;

        Assert.True(opening > moment);
        Assert.True(hours.IsOpen(opening));
        Assert.False(hours.IsOpen(opening - Tick));
    });

    [Fact]
    public void NextClosing_IsTheFirstClosedMomentAfterOpenOnes() => ForAny((hours, moment) =>
    {
        var closing = hours.NextClosing(moment)!.Value;

        Assert.True(closing > moment);
        Assert.False(hours.IsOpen(closing));
        Assert.True(hours.IsOpen(closing - Tick));
    });

    [Fact]
    public void Ends_TakeTurns_AndNothingChangesBetweenThem() => ForAny((hours, moment) =>
    {
        var (opening, closing) = (hours.NextOpening(moment)!.Value, hours.NextClosing(moment)!.Value);
        var isOpen = hours.IsOpen(moment);
        var change = isOpen ? closing : opening;

        Assert.Equal(isOpen, closing < opening);
        Assert.True(hours.NextOpening(closing - Tick) > closing);
        for (var at = moment; at < change; at += (change - moment) / 7)
            Assert.Equal(isOpen, hours.IsOpen(at));
    });

    [Fact]
    public void IsOpen_IsWhatTheWallClockSays_AwayFromChangesOfClocks() => Check.Sample(
        Window.List[1, 5].Select(Gen.OneOf("Asia/Kolkata", "Asia/Shanghai", "Europe/Berlin"), Gen.Int[0, 60 * MinutesOfDay]),
        (windows, zone, minute) =>
        {
            var there = TimeZoneInfo.FindSystemTimeZoneById(zone);
            var moment = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var local = TimeZoneInfo.ConvertTime(moment, there).DateTime;

            Assert.Equal(windows.Exists(window => Holds(window, local)), new WorkHours(windows, there).IsOpen(moment));
        },
        iter: Runs);

    [Fact]
    public void Finish_AddsUp() => Check.Sample(
        Hours.Where(hours => !hours.IsAlways).Select(Moment, Gen.Int[1, 3 * MinutesOfDay], Gen.Int[1, 3 * MinutesOfDay]),
        (hours, moment, one, other) =>
        {
            // Little work in a week of minutes takes longer than a year: nothing is said then.
            var (first, second) = (TimeSpan.FromMinutes(one), TimeSpan.FromMinutes(other));
            if (hours.Finish(moment, first + second) is not { } whole || hours.Finish(moment, first) is not { } part)
                return;

            Assert.Equal(first, OpenTime(hours, moment, part.At));
            Assert.Equal(first + second, OpenTime(hours, moment, whole.At));
            Assert.Equal(whole.At, hours.Finish(part.At, second)!.At);
            Assert.True(hours.IsOpen(whole.At - Tick));
            Assert.True(whole.Stretches >= part.Stretches);
        },
        iter: Runs);

    private static void ForAny(Action<WorkHours, DateTimeOffset> holds) =>
        Check.Sample(Hours.Where(hours => !hours.IsAlways).Select(Moment), holds, iter: Runs);

    /// <summary>From change to change, as anybody would add it up.</summary>
    private static TimeSpan OpenTime(WorkHours hours, DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var at = from; at < to;)
        {
            var isOpen = hours.IsOpen(at);
            var change = (isOpen ? hours.NextClosing(at) : hours.NextOpening(at))!.Value;
            var until = change < to ? change : to;
            if (isOpen)
                sum += until - at;
            at = until;
        }

        return sum;
    }

    private static bool Holds(WorkWindow window, DateTime local)
    {
        var clock = local.TimeOfDay;
        var yesterday = local.AddDays(-1).DayOfWeek;
        return window.CrossesMidnight
            ? (window.Days.Contains(local.DayOfWeek) && clock >= window.From) || (window.Days.Contains(yesterday) && clock < window.To)
            : window.Days.Contains(local.DayOfWeek) && clock >= window.From && clock < window.To;
    }
}
