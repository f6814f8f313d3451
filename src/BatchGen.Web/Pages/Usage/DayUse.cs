using BatchGen.Batches.Usage;

namespace BatchGen.Web.Pages.Usage;

/// <summary>One day of the chart.</summary>
public sealed record DayUse(DateOnly Day, UsageAmounts Amounts)
{
    /// <summary>Every day of the period, also those on which nothing was used.</summary>
    public static IReadOnlyList<DayUse> Of(UsageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var known = report.Rows.ToDictionary(row => row.Group.Day!.Value, row => row.Amounts);
        return [.. Enumerable.Range(0, report.Question.Days).Select(report.Question.From.AddDays).Select(
            day => new DayUse(day, known.GetValueOrDefault(day, UsageAmounts.None)))];
    }
}
