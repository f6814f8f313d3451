using System.Diagnostics;
using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing;

namespace BatchGen.Benchmarks.Pages;

/// <summary>What each page reads, on a database of years; the rest of a page's time does not grow with the database.</summary>
internal sealed class PagesBenchmark : IBenchmark
{
    private const int Rounds = 30;
    private const double BoundMs = 200;

    public string Name => "pages";

    public async Task<ResultTable> RunAsync()
    {
        using var folder = new ScratchFolder();
        await using var storage = await SeededStorage.CreateAsync(folder.File("data"));
        var rows = new List<IReadOnlyList<string>>();
        foreach (var page in Pages(storage.Get<BatchQueries>(), storage.Get<AttentionQueries>(), storage.Get<BatchSchedules>()))
            rows.Add(await MeasureAsync(page));
        return new ResultTable(
            $"Pages at {PageSeed.Batches:N0} batches and 1,000,000 items",
            ["Milliseconds", "bound at p95", "p50", "p95", "most"],
            rows);
    }

    private static IReadOnlyList<PageCase> Pages(BatchQueries queries, AttentionQueries attention, BatchSchedules schedules) =>
    [
        new("Dashboard", async () =>
        {
            await queries.CountAsync(CancellationToken.None);
            await queries.ListCurrentAsync(BatchFilter.All, 12, CancellationToken.None);
            await queries.GetQueueDepthAsync(CancellationToken.None);
            await attention.ReadAsync(ownerId: null, 5, CancellationToken.None);
        }),
        new("Batches, newest", () => queries.ListAsync(BatchFilter.All, null, 50, CancellationToken.None)),
        new("Batches, failed", () => queries.ListAsync(new BatchFilter(BatchState.Failed), null, 50, CancellationToken.None)),
        new("Batches, by name", () => queries.ListAsync(new BatchFilter(Sort: BatchSort.Name), null, 50, CancellationToken.None)),
        new("Batches, by progress", () => queries.ListAsync(new BatchFilter(Sort: BatchSort.Progress), null, 50, CancellationToken.None)),
        new("Batches, by duration", () => queries.ListAsync(new BatchFilter(Sort: BatchSort.Duration), null, 50, CancellationToken.None)),
        new(
            "Batches, failed, by duration",
            () => queries.ListAsync(new BatchFilter(BatchState.Failed, Sort: BatchSort.Duration), null, 50, CancellationToken.None)),
        new("Batches, a common label (20,000)", () => queries.ListAsync(new BatchFilter(Label: "nightly"), null, 50, CancellationToken.None)),
        new("Batches, a rare label (5)", () => queries.ListAsync(new BatchFilter(Label: "rare"), null, 50, CancellationToken.None)),
        new(
            "Batches, a common label, failed, by name",
            () => queries.ListAsync(new BatchFilter(BatchState.Failed, Label: "nightly", Sort: BatchSort.Name), null, 50, CancellationToken.None)),
        new("Batches, a schedule", () => queries.ListAsync(new BatchFilter(ScheduleId: 2), null, 50, CancellationToken.None)),
        new("Batches, an owner's (33,333)", () => queries.ListAsync(new BatchFilter(OwnerId: PageSeed.Owner), null, 50, CancellationToken.None)),
        new(
            "Batches, an owner's, failed, by duration",
            () => queries.ListAsync(new BatchFilter(BatchState.Failed, Sort: BatchSort.Duration, OwnerId: PageSeed.Owner), null, 50, CancellationToken.None)),
        new(
            "Batches, an owner's, by name",
            () => queries.ListAsync(new BatchFilter(Sort: BatchSort.Name, OwnerId: PageSeed.Owner), null, 50, CancellationToken.None)),
        new(
            "Batches, an owner's, search",
            () => queries.ListAsync(new BatchFilter(Search: "refac", OwnerId: PageSeed.Owner), null, 50, CancellationToken.None)),
        new("Dashboard of a submitter", () => queries.CountAsync(new BatchFilter(OwnerId: PageSeed.Owner), CancellationToken.None)),
        new("Owners", () => queries.ListOwnersAsync(100, CancellationToken.None)),
        new("Batches, search: a word of 20,000", () => queries.ListAsync(new BatchFilter(Search: "refac"), null, 50, CancellationToken.None)),
        new("Batches, search: two words", () => queries.ListAsync(new BatchFilter(Search: "night 5"), null, 50, CancellationToken.None)),
        new("Batches, search: an id", () => queries.ListAsync(new BatchFilter(Search: "batch_seed4711"), null, 50, CancellationToken.None)),
        new("Batches, search: every batch", () => queries.ListAsync(new BatchFilter(Search: "seed"), null, 50, CancellationToken.None)),
        new("Batches, search: nothing found", () => queries.ListAsync(new BatchFilter(Search: "zebra"), null, 50, CancellationToken.None)),
        new(
            "Batches, page 200",
            () => queries.ListAsync(BatchFilter.All, new BatchCursor(BatchSort.Newest, 90_000, null, 0, 0).ToText(), 50, CancellationToken.None)),
        new("Batches by name, in the middle", () => queries.ListAsync(
            new BatchFilter(Sort: BatchSort.Name),
            new BatchCursor(BatchSort.Name, 50_001, "Unit tests for module 50001", 0, 0).ToText(),
            50,
            CancellationToken.None)),
        new("Batches, grouped by label", () => GroupAsync(queries)),
        new("Batch", () => queries.GetAsync(PageSeed.Largest, CancellationToken.None)),
        new("Items, first", () => queries.ListItemsAsync(PageSeed.Largest, ItemFilter.All, 0, 100, CancellationToken.None)),
        new("Items, last", () => queries.ListItemsAsync(PageSeed.Largest, ItemFilter.All, PageSeed.ItemsOfTheLargest - 100, 100, CancellationToken.None)),
        new("Items, failed", () => queries.ListItemsAsync(PageSeed.Largest, new ItemFilter(ItemState.Failed), 0, 100, CancellationToken.None)),
        new("Items, search", () => queries.ListItemsAsync(PageSeed.Largest, new ItemFilter(Search: "item-1999"), 0, 100, CancellationToken.None)),
        new("Item", () => queries.GetItemAsync(PageSeed.Largest, 12_345, CancellationToken.None)),
        new("Schedules", () => schedules.ListAsync(ownerId: null, CancellationToken.None)),
    ];

    private static async Task GroupAsync(BatchQueries queries)
    {
        foreach (var group in await queries.ListLabelsAsync(ownerId: null, 20, CancellationToken.None))
            await queries.ListAsync(new BatchFilter(Label: group.Name), null, 3, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(PageCase page)
    {
        // The first reads the schema and compiles the query; a server does both once.
        await page.Read();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await page.Read();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return [page.Name, BoundMs.ToString(CultureInfo.InvariantCulture), .. new[] { times[Rounds / 2], times[Rounds * 95 / 100], times[^1] }.Select(
            time => time.ToString("0.0", CultureInfo.InvariantCulture))];
    }
}
