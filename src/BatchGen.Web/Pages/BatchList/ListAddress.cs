using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;

namespace BatchGen.Web.Pages.BatchList;

/// <summary>What the list shows, as its address says it: every view can be shared.</summary>
public sealed record ListAddress(BatchFilter Filter, BatchGrouping Grouping = BatchGrouping.None)
{
    public static ListAddress All { get; } = new(BatchFilter.All);

    public bool IsFiltered => Filter with { Sort = BatchSort.Newest } != BatchFilter.All;

    public string Path
    {
        get
        {
            var parts = new List<string>();
            Add("state", Filter.State?.ToString().ToLowerInvariant());
            Add("q", Filter.Search);
            Add("label", Filter.Label);
            Add("schedule", Filter.ScheduleId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("owner", Filter.OwnerId?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Add("sort", Filter.Sort is BatchSort.Newest ? null : Filter.Sort.ToString().ToLowerInvariant());
            Add("group", Grouping is BatchGrouping.None ? null : Grouping.ToString().ToLowerInvariant());
            return parts.Count == 0 ? "batches" : $"batches?{string.Join('&', parts)}";

            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                    parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    /// <summary>What an address cannot mean is left out.</summary>
    public static ListAddress Parse(string? state, string? search, string? label, long? schedule, long? owner, string? sort, string? group) => new(
        new BatchFilter(
            Enum<BatchState>(state),
            string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
            string.IsNullOrWhiteSpace(label) ? null : label,
            schedule,
            Enum<BatchSort>(sort) ?? BatchSort.Newest,
            owner),
        Enum<BatchGrouping>(group) ?? BatchGrouping.None);

    public ListAddress With(Func<BatchFilter, BatchFilter> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Filter = change(Filter) };
    }

    /// <summary>By name: numbers are no words of an address.</summary>
    private static T? Enum<T>(string? text)
        where T : struct, Enum =>
        text is [var first, ..] && char.IsAsciiLetter(first) && System.Enum.TryParse<T>(text, ignoreCase: true, out var value) && System.Enum.IsDefined(value)
            ? value
            : null;
}

public enum BatchGrouping
{
    None,
    Label,
    Schedule,
    Owner,
}
