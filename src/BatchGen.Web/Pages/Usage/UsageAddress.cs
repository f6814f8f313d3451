using BatchGen.Batches.Usage;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Pages.Usage;

/// <summary>What the page shows, as its address says it: every view can be shared.</summary>
/// <param name="Days">Up to today; null when <paramref name="From"/> and <paramref name="To"/> say which.</param>
public sealed record UsageAddress(int? Days, DateOnly From, DateOnly To, UsageDimension By)
{
    /// <summary>What is offered.</summary>
    public static IReadOnlyList<int> Periods { get; } = [7, 30, 90];

    public string Path => Days is { } days
        ? $"usage?days={days}&by={UsageQuery.NameOf(By)}"
        : $"usage?from={DayText.Of(From)}&to={DayText.Of(To)}&by={UsageQuery.NameOf(By)}";

    /// <summary>What an address cannot mean is left out.</summary>
    public static UsageAddress Parse(int? days, string? from, string? to, string? by, DateOnly today)
    {
        var dimension = UsageQuery.Find(by) ?? UsageDimension.Day;
        if (DayText.Parse(from) is { } first && DayText.Parse(to) is { } last && first <= last && last.DayNumber - first.DayNumber < UsageQuestion.MostDays)
            return new UsageAddress(null, first, last, dimension);
        return Last(days is { } asked && Periods.Contains(asked) ? asked : UsageQuery.UsualDays, dimension, today);
    }

    public static UsageAddress Last(int days, UsageDimension by, DateOnly today) => new(days, today.AddDays(1 - days), today, by);

    /// <param name="userId">Null asks about everybody.</param>
    public UsageQuestion Question(long? userId) => new(From, To, new HashSet<UsageDimension> { By }, userId);
}
