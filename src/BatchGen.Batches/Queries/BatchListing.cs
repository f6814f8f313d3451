using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

#pragma warning disable CA1309 // The comparisons of text below are never made here: the database makes them, by the column's collation.

/// <summary>Filters, orders and pages of the batch list, each so that an index carries it.</summary>
internal static class BatchListing
{
    // Above every character there is: the end of the range of words that begin alike.
    private const string Above = "\U0010FFFF";

    public static IQueryable<Batch> Filter(BatchGenDbContext db, BatchFilter filter)
    {
        var batches = db.Batches.AsNoTracking();
        if (filter.State is { } state)
            batches = batches.Where(batch => batch.State == state);
        if (filter.OwnerId is { } owner)
            batches = batches.Where(batch => batch.OwnerId == owner);
        if (filter.ScheduleId is { } schedule)
            batches = batches.Where(batch => batch.ScheduleId == schedule);
        if (filter.Label is { } label)
            batches = batches.Where(batch => db.BatchLabels.Where(other => other.Label == label).Select(other => other.BatchId).Contains(batch.Id));
        if (string.IsNullOrWhiteSpace(filter.Search))
            return batches;

        var words = SearchWords.OfQuery(filter.Search);
        // Dots and dashes are no words: nothing is found by them.
        if (words.Count == 0)
            return batches.Where(_ => false);
        foreach (var word in words)
        {
            var end = word + Above;
            batches = batches.Where(batch => db.BatchWords
                .Where(other => string.Compare(other.Word, word) >= 0 && string.Compare(other.Word, end) < 0)
                .Select(other => other.BatchId)
                .Contains(batch.Id));
        }

        return batches;
    }

    public static IQueryable<Batch> Order(IQueryable<Batch> batches, BatchSort sort) => sort switch
    {
        BatchSort.Name => batches.OrderBy(batch => batch.Name).ThenBy(batch => batch.Id),
        BatchSort.Progress => batches.OrderBy(batch => batch.ProgressPermille).ThenBy(batch => batch.Id),
        BatchSort.Duration => batches.OrderByDescending(batch => batch.DurationMs).ThenByDescending(batch => batch.Id),
        BatchSort.Newest => batches.OrderByDescending(batch => batch.Id),
    };

    /// <summary>
    /// What comes behind the last one seen. The first condition of each says nothing new: it is the one an index can
    /// start from.
    /// </summary>
    public static IQueryable<Batch> After(IQueryable<Batch> batches, BatchSort sort, BatchCursor last) => sort switch
    {
        BatchSort.Name => batches
            .Where(batch => string.Compare(batch.Name, last.Name) >= 0)
            .Where(batch => batch.Name != last.Name || batch.Id > last.Id),
        BatchSort.Progress => batches
            .Where(batch => batch.ProgressPermille >= last.Permille)
            .Where(batch => batch.ProgressPermille > last.Permille || batch.Id > last.Id),
        BatchSort.Duration => batches
            .Where(batch => batch.DurationMs <= last.DurationMs)
            .Where(batch => batch.DurationMs < last.DurationMs || batch.Id < last.Id),
        BatchSort.Newest => batches.Where(batch => batch.Id < last.Id),
    };
}

/// <param name="State">Null takes all.</param>
/// <param name="Search">Beginnings of words of the name, the labels or the id, all of them wanted; null takes all.</param>
/// <param name="Label">Exactly so; null takes all.</param>
/// <param name="ScheduleId">Batches that this schedule submitted; null takes all.</param>
/// <param name="OwnerId">Whose batches; null takes everybody's.</param>
public sealed record BatchFilter(
    BatchState? State = null,
    string? Search = null,
    string? Label = null,
    long? ScheduleId = null,
    BatchSort Sort = BatchSort.Newest,
    long? OwnerId = null)
{
    public static BatchFilter All { get; } = new();
}

public enum BatchSort
{
    Newest,

    /// <summary>As the database compares text.</summary>
    Name,

    /// <summary>What is furthest from its end first.</summary>
    Progress,

    /// <summary>What took longest first; what has not ended comes last.</summary>
    Duration,
}

/// <param name="Cursor">Hand it in for the next page; null when this is the last.</param>
public sealed record BatchPage(IReadOnlyList<BatchSummary> Batches, string? Cursor);

/// <summary>A person's search text as a LIKE pattern that takes every character as itself.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
