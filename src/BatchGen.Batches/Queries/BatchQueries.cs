using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Queries;

/// <summary>What pages and the API read. Every call opens a context of its own.</summary>
public sealed class BatchQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>Newest first.</summary>
    /// <param name="cursor">Null for the first page; else <see cref="BatchPage.Cursor"/>, which is the public id of the last batch seen.</param>
    public async Task<BatchPage> ListAsync(BatchFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = Filter(db, filter);
        if (cursor is not null)
        {
            var last = await db.Batches
                .Where(batch => batch.PublicId == cursor)
                .Select(batch => new { batch.CreatedAt, batch.Id })
                .SingleOrDefaultAsync(cancellationToken);
            if (last is null)
                return new BatchPage([], Cursor: null);
            // The first condition says nothing new: it is the one an index can start from.
            batches = batches
                .Where(batch => batch.CreatedAt <= last.CreatedAt)
                .Where(batch => batch.CreatedAt < last.CreatedAt || batch.Id < last.Id);
        }

        var rows = await batches
            .Include(batch => batch.Owner)
            .OrderByDescending(batch => batch.CreatedAt).ThenByDescending(batch => batch.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(limit).Select(BatchSummary.Of).ToList();
        return new BatchPage(page, rows.Count > limit ? page[^1].PublicId : null);
    }

    /// <summary>Null when there is none of that id.</summary>
    public async Task<BatchDetails?> GetAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().Include(batch => batch.Owner).SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken);
        return batch is null ? null : new BatchDetails(
            BatchSummary.Of(batch),
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
        var total = string.IsNullOrEmpty(filter.Search) ? Count(batch, filter.State) : await items.CountAsync(cancellationToken);
        var page = await items.OrderBy(item => item.Ordinal).Skip(offset).Take(limit).Select(ItemSummary.Projection).ToListAsync(cancellationToken);
        return new ItemPage(page, total);
    }

    /// <summary>Null when there is none of that ordinal.</summary>
    public async Task<ItemDetails?> GetItemAsync(string batchPublicId, int ordinal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var item = await db.Items.AsNoTracking()
            .Include(item => item.Batch)
            .Include(item => item.Result)
            .SingleOrDefaultAsync(item => item.Batch!.PublicId == batchPublicId && item.Ordinal == ordinal, cancellationToken);
        return item is null ? null : ItemDetails.Of(item);
    }

    public Task<DashboardCounts> CountAsync(CancellationToken cancellationToken) => CountAsync(BatchFilter.All, cancellationToken);

    public async Task<DashboardCounts> CountAsync(BatchFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batches = Filter(db, filter);
        var states = await batches
            .GroupBy(batch => batch.State)
            .Select(group => new { State = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.State, group => group.Count, cancellationToken);
        var waiting = await batches
            .Where(batch => batch.State == BatchState.Queued || batch.State == BatchState.Running)
            .SumAsync(batch => (long)(batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems), cancellationToken);

        return new DashboardCounts(
            states.GetValueOrDefault(BatchState.Queued),
            states.GetValueOrDefault(BatchState.Running) + states.GetValueOrDefault(BatchState.Finalizing) + states.GetValueOrDefault(BatchState.Cancelling),
            states.GetValueOrDefault(BatchState.Completed),
            states.GetValueOrDefault(BatchState.Failed),
            states.GetValueOrDefault(BatchState.Cancelled),
            waiting);
    }

    private static IQueryable<Batch> Filter(BatchGenDbContext db, BatchFilter filter)
    {
        var batches = db.Batches.AsNoTracking();
        if (filter.State is { } state)
            batches = batches.Where(batch => batch.State == state);
        if (filter.OwnerId is { } owner)
            batches = batches.Where(batch => batch.OwnerId == owner);
        if (string.IsNullOrEmpty(filter.Search))
            return batches;

        // LIKE ignores case in SQLite and minds it in PostgreSQL, whose ILIKE does not.
        var part = LikePattern.Containing(filter.Search);
        return db.Database.IsSqlite()
            ? batches.Where(batch => EF.Functions.Like(batch.Name, part, LikePattern.Escape) || EF.Functions.Like(batch.PublicId, part, LikePattern.Escape))
            : batches.Where(batch => EF.Functions.ILike(batch.Name, part, LikePattern.Escape) || EF.Functions.ILike(batch.PublicId, part, LikePattern.Escape));
    }

    private static IQueryable<BatchItem> Filter(BatchGenDbContext db, long batchId, ItemFilter filter)
    {
        var items = db.Items.AsNoTracking().Where(item => item.BatchId == batchId);
        if (filter.State is { } state)
            items = items.Where(item => item.State == state);
        if (string.IsNullOrEmpty(filter.Search))
            return items;

        var part = LikePattern.Containing(filter.Search);
        return db.Database.IsSqlite()
            ? items.Where(item => EF.Functions.Like(item.CustomId, part, LikePattern.Escape) || EF.Functions.Like(item.ErrorCode!, part, LikePattern.Escape))
            : items.Where(item => EF.Functions.ILike(item.CustomId, part, LikePattern.Escape) || EF.Functions.ILike(item.ErrorCode!, part, LikePattern.Escape));
    }

    /// <summary>From the counters: nothing is counted by scanning.</summary>
    private static int Count(Batch batch, ItemState? state) => state switch
    {
        null => batch.TotalItems,
        ItemState.Succeeded => batch.SucceededItems,
        ItemState.Failed => batch.FailedItems,
        ItemState.Cancelled => batch.CancelledItems,
        _ => batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems,
    };
}
