using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>What pages and the API read. Every call opens a context of its own.</summary>
public sealed class BatchQueries(IDbContextFactory<BatchGenDbContext> contexts, QueueHours hours)
{
    /// <summary>In the filter's order, newest first unless it says otherwise.</summary>
    /// <param name="cursor">
    /// Null for the first page; else <see cref="BatchPage.Cursor"/> of the page before, with the same order. The batch it was made of may be gone.
    /// </param>
    /// <exception cref="RequestRefusedException">No list of this order has given the cursor out.</exception>
    public async Task<BatchPage> ListAsync(BatchFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = BatchListing.Filter(db, filter);
        if (cursor is not null)
        {
            var last = BatchCursor.Parse(cursor, filter.Sort)
                ?? throw new RequestRefusedException(
                    "unknown_cursor", $"'{Shown.Of(cursor)}' is no cursor of this list. Hand in what the page before gave, or start again without.", "cursor");
            batches = BatchListing.After(batches, filter.Sort, last);
        }

        // Ids first: what is sorted is then narrow, and only the page's rows are read whole.
        var ids = await BatchListing.Order(batches, filter.Sort).Select(batch => batch.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = await ReadAsync(db, [.. ids.Take(limit)], cancellationToken);
        return new BatchPage(page, ids.Count > limit ? await CursorOfAsync(db, ids[limit - 1], filter.Sort, cancellationToken) : null);
    }

    /// <summary>
    /// As the row is now; when it went away meanwhile, its id carries the usual order, and the list is short by no more than that page's end.
    /// </summary>
    private static async Task<string?> CursorOfAsync(BatchGenDbContext db, long id, BatchSort sort, CancellationToken cancellationToken) =>
        await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == id, cancellationToken) is { } last
            ? BatchCursor.Of(last, sort).ToText()
            : sort == BatchSort.Newest ? new BatchCursor(sort, id, null, 0, 0).ToText() : null;

    /// <summary>What is being worked on, and what was submitted last besides, newest first: a long queue hides nothing that runs.</summary>
    public async Task<IReadOnlyList<BatchSummary>> ListCurrentAsync(BatchFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // By the index of states, and whoever's they are: what is being worked on is little, however much is stored.
        var everybodys = await db.Batches
            .Where(batch => batch.State == BatchState.Validating
                || batch.State == BatchState.Running
                || batch.State == BatchState.Finalizing
                || batch.State == BatchState.Cancelling)
            .Select(batch => batch.Id)
            .ToListAsync(cancellationToken);
        var batches = BatchListing.Filter(db, filter).OrderByDescending(batch => batch.Id);
        var working = await batches.Where(batch => everybodys.Contains(batch.Id)).Select(batch => batch.Id).Take(limit).ToListAsync(cancellationToken);
        var newest = await batches.Select(batch => batch.Id).Take(limit).ToListAsync(cancellationToken);
        return await ReadAsync(db, [.. working.Union(newest).Take(limit).OrderDescending()], cancellationToken);
    }

    /// <summary>Labels with the number of their batches, the most used first.</summary>
    /// <param name="ownerId">Counts this user's batches only; null counts everybody's.</param>
    public async Task<IReadOnlyList<BatchGroup>> ListLabelsAsync(long? ownerId, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.BatchLabels
            .Where(label => ownerId == null || label.Batch!.OwnerId == ownerId)
            .GroupBy(label => label.Label)
            .Select(group => new { group.Key, Count = group.Count() })
            .OrderByDescending(group => group.Count).ThenBy(group => group.Key)
            .Take(most)
            .Select(group => new BatchGroup(group.Key, null, group.Count))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Schedules that submitted batches, the busiest first.</summary>
    /// <param name="ownerId">Counts this user's batches only; null counts everybody's.</param>
    public async Task<IReadOnlyList<BatchGroup>> ListSchedulesAsync(long? ownerId, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await db.Batches
            .Where(batch => batch.ScheduleId != null && (ownerId == null || batch.OwnerId == ownerId))
            .GroupBy(batch => batch.ScheduleId!.Value)
            .Select(group => new { Id = group.Key, Count = group.Count() })
            .OrderByDescending(group => group.Count)
            .Take(most)
            .ToListAsync(cancellationToken);
        var ids = counts.ConvertAll(count => count.Id);
        var names = await db.Schedules
            .Where(schedule => ids.Contains(schedule.Id))
            .ToDictionaryAsync(schedule => schedule.Id, schedule => schedule.Name, cancellationToken);
        return counts.ConvertAll(count => new BatchGroup(names.GetValueOrDefault(count.Id, ""), count.Id, count.Count));
    }

    /// <summary>People who own batches, the busiest first. Batches that nobody owns are in none of these.</summary>
    public async Task<IReadOnlyList<BatchGroup>> ListOwnersAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await db.Batches
            .Where(batch => batch.OwnerId != null)
            .GroupBy(batch => batch.OwnerId!.Value)
            .Select(group => new { Id = group.Key, Count = group.Count() })
            .OrderByDescending(group => group.Count)
            .Take(most)
            .ToListAsync(cancellationToken);
        var ids = counts.ConvertAll(count => count.Id);
        var names = await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.UserName!, cancellationToken);
        return counts.ConvertAll(count => new BatchGroup(names.GetValueOrDefault(count.Id, ""), null, count.Count) { OwnerId = count.Id });
    }

    /// <summary>What waits, urgent first; always three entries.</summary>
    public async Task<IReadOnlyList<QueueDepth>> GetQueueDepthAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var depths = await db.Batches
            .WhereActive()
            .GroupBy(batch => batch.Priority)
            .Select(group => new
            {
                Priority = group.Key,
                Batches = group.Count(),
                Items = group.Sum(batch => (long)(batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems)),
            })
            .ToListAsync(cancellationToken);
        return [.. new[] { 1, 0, -1 }.Select(priority =>
        {
            var same = depths.FindAll(depth => Math.Sign(depth.Priority) == priority);
            return new QueueDepth(priority, same.Sum(depth => depth.Batches), same.Sum(depth => depth.Items));
        })];
    }

    /// <summary>Null when there is none of that id.</summary>
    public async Task<BatchDetails?> GetAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.WithParts()
            .SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken);
        return batch is null ? null : new BatchDetails(
            Summarize(batch),
            StoredJson.ReadSettings(batch.SettingsJson),
            batch.ContextLimitTokens,
            batch.FinalizingAt,
            batch.OutputFile is not null,
            batch.ErrorFile is not null);
    }

    /// <summary>Whose the batch is; null when there is none of that id.</summary>
    public async Task<BatchOwner?> GetOwnerAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Batches
            .Where(batch => batch.PublicId == publicId)
            .Select(batch => new BatchOwner(batch.OwnerId))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>In input order, from an offset: what a virtualized grid asks for.</summary>
    public async Task<ItemPage> ListItemsAsync(string batchPublicId, ItemFilter filter, int offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.PublicId == batchPublicId, cancellationToken);
        if (batch is null)
            return new ItemPage([], Total: 0);

        var items = Filter(db, batch.Id, filter);
        var total = string.IsNullOrEmpty(filter.Search) && filter.Flags == QualityFlags.None
            ? Count(batch, filter.State)
            : await items.CountAsync(cancellationToken);
        var page = await items.OrderBy(item => item.Ordinal).Skip(offset).Take(limit).Select(ItemSummary.Projection).ToListAsync(cancellationToken);
        return new ItemPage(page, total);
    }

    /// <summary>Null when there is none of that ordinal.</summary>
    public async Task<ItemDetails?> GetItemAsync(string batchPublicId, int ordinal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.Items.AsNoTracking()
            .Include(item => item.Batch!.Models)
            .Include(item => item.Result)
            .SingleOrDefaultAsync(item => item.Batch!.PublicId == batchPublicId && item.Ordinal == ordinal, cancellationToken);
        return item is null ? null : ItemDetails.Of(item);
    }

    public Task<DashboardCounts> CountAsync(CancellationToken cancellationToken) => CountAsync(BatchFilter.All, cancellationToken);

    public async Task<DashboardCounts> CountAsync(BatchFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = BatchListing.Filter(db, filter);
        var states = await batches
            .GroupBy(batch => batch.State)
            .Select(group => new { State = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken);
        var waiting = await batches
            .WhereActive()
            .SumAsync(batch => (long)(batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems), cancellationToken);

        return new DashboardCounts(
            states.GetValueOrDefault(BatchState.Validating) + states.GetValueOrDefault(BatchState.Queued),
            states.GetValueOrDefault(BatchState.Running) + states.GetValueOrDefault(BatchState.Finalizing) + states.GetValueOrDefault(BatchState.Cancelling),
            states.GetValueOrDefault(BatchState.Completed),
            states.GetValueOrDefault(BatchState.Failed),
            states.GetValueOrDefault(BatchState.Cancelled),
            waiting)
        {
            PausedBatches = states.GetValueOrDefault(BatchState.Paused),
        };
    }

    /// <summary>In the order of the ids.</summary>
    private async Task<List<BatchSummary>> ReadAsync(BatchGenDbContext db, List<long> ids, CancellationToken cancellationToken)
    {
        var rows = await db.Batches.WithParts().Where(
            batch => ids.Contains(batch.Id)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => ids.IndexOf(row.Id)).Select(Summarize)];
    }

    /// <summary>When it goes on is not stored: it changes with the clock and with the settings.</summary>
    private BatchSummary Summarize(Batch batch)
    {
        var summary = BatchSummary.Of(batch);
        return batch.IsActive() && hours.ReasonToWait(batch.Priority, summary.Hours) is { } reason
            ? summary with { WaitingReason = reason, OpensAt = hours.GoesOnAt(batch.Priority, summary.Hours) }
            : summary;
    }

    private static IQueryable<BatchItem> Filter(BatchGenDbContext db, long batchId, ItemFilter filter)
    {
        var items = db.Items.AsNoTracking().Where(item => item.BatchId == batchId);
        if (filter.State is { } state)
            items = items.Where(item => item.State == state);
        if (filter.Flags != QualityFlags.None)
            items = items.Where(item => (item.Flags & filter.Flags) != QualityFlags.None);
        if (string.IsNullOrEmpty(filter.Search))
            return items;

        var part = LikePattern.Containing(filter.Search);
        return db.Database.IsSqlite()
            ? items.Where(item => EF.Functions.Like(item.CustomId, part, LikePattern.Escape)
                || EF.Functions.Like(item.Path!, part, LikePattern.Escape)
                || EF.Functions.Like(item.ErrorCode!, part, LikePattern.Escape))
            : items.Where(item => EF.Functions.ILike(item.CustomId, part, LikePattern.Escape)
                || EF.Functions.ILike(item.Path!, part, LikePattern.Escape)
                || EF.Functions.ILike(item.ErrorCode!, part, LikePattern.Escape));
    }

    /// <summary>From the counters: nothing is counted by scanning.</summary>
    private static int Count(Batch batch, ItemState? state) => state is { } one ? Count(batch, one) : batch.TotalItems;

    private static int Count(Batch batch, ItemState state) => state switch
    {
        ItemState.Succeeded => batch.SucceededItems,
        ItemState.Failed => batch.FailedItems,
        ItemState.Cancelled => batch.CancelledItems,
        ItemState.Pending => batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems,
    };
}

/// <summary>The dashboard's numbers, from counters and indexes only.</summary>
/// <param name="QueuedBatches">Those whose file is still to be read among them.</param>
/// <param name="WaitingItems">Items of active batches that have no end yet.</param>
public sealed record DashboardCounts(
    int QueuedBatches,
    int RunningBatches,
    int CompletedBatches,
    int FailedBatches,
    int CancelledBatches,
    long WaitingItems)
{
    public int PausedBatches { get; init; }
}

/// <summary>What waits in one of the three queues.</summary>
/// <param name="Priority">1 for urgent, 0 for normal, -1 for what can wait.</param>
/// <param name="Batches">Queued or running.</param>
/// <param name="Items">Theirs that have no end yet.</param>
public sealed record QueueDepth(int Priority, int Batches, long Items);
