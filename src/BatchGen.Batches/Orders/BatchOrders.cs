using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Submission.Quotas;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Orders;

/// <summary>Batches as the API sees them: ordered from a file, watched, cancelled.</summary>
public sealed class BatchOrders
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly FileStore _files;
    private readonly QuotaDesk _quotas;
    private readonly OrderQueue _queue;
    private readonly WebhookQueue _webhooks;
    private readonly WebhookTargets _targets;
    private readonly BatchControl _control;
    private readonly TimeProvider _time;

    internal BatchOrders(
        IDbContextFactory<BatchGenDbContext> contexts,
        FileStore files,
        QuotaDesk quotas,
        OrderQueue queue,
        WebhookQueue webhooks,
        WebhookTargets targets,
        BatchControl control,
        TimeProvider time)
    {
        _contexts = contexts;
        _files = files;
        _quotas = quotas;
        _queue = queue;
        _webhooks = webhooks;
        _targets = targets;
        _control = control;
        _time = time;
    }

    /// <summary>Stored and queued; its file is read afterwards.</summary>
    /// <exception cref="RequestRefusedException">The file does not exist or is not for batches.</exception>
    /// <exception cref="QuotaException">The submitter has no room for as many requests as the file has lines.</exception>
    public async Task<OrderView> CreateAsync(NewOrder wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var input = await RequireInputAsync(wanted, cancellationToken);
        if (wanted.Submitter is { } submitter)
            await _quotas.RequireAsync(submitter, new QuotaDemand(input.Lines, Tokens: 0), cancellationToken);
        var order = NewRow(wanted);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        db.Orders.Add(order);
        if (wanted.Webhook is { } target)
            db.Webhooks.Add(_targets.NewRow(order.PublicId, target));
        await db.SaveChangesAsync(cancellationToken);
        // A crash between the commit and here leaves an order that nobody was told of: the upkeep finds it within a minute.
        _queue.EnqueueValidation(order.Id);
        return new OrderView(order, Batch: null);
    }

    /// <exception cref="RequestRefusedException">There is none of that id.</exception>
    public async Task<OrderView> GetAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Views(db, db.Orders.Where(order => order.PublicId == publicId)).SingleOrDefaultAsync(cancellationToken) ?? throw NotFound(publicId);
    }

    /// <summary>Newest first.</summary>
    /// <exception cref="RequestRefusedException">The one to start after does not exist.</exception>
    public async Task<OrderPage> ListAsync(OrderFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var orders = filter.OwnerId is null ? db.Orders : db.Orders.Where(order => order.OwnerId == filter.OwnerId);
        if (filter.After is { } after)
        {
            // One that is gone meanwhile says by its id where it was.
            var at = await orders.Where(order => order.PublicId == after).Select(order => (DateTimeOffset?)order.CreatedAt).SingleOrDefaultAsync(cancellationToken)
                ?? PublicIds.TimeOf(after)
                ?? throw new RequestRefusedException(OrderErrorCodes.UnknownCursor, $"There is no batch '{Shown.Of(after)}' to list on from. Start again without 'after'.", "after");
#pragma warning disable CA1309 // The database compares.
            orders = orders.Where(order => order.CreatedAt < at || (order.CreatedAt == at && string.Compare(order.PublicId, after) < 0));
#pragma warning restore CA1309
        }

        var page = orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.PublicId).Take(filter.Limit + 1);
        var rows = await Views(db, page).ToListAsync(cancellationToken);
        rows = [.. rows.OrderByDescending(row => row.Order.CreatedAt).ThenByDescending(row => row.Order.PublicId, StringComparer.Ordinal)];
        return new OrderPage(rows.GetRange(0, Math.Min(rows.Count, filter.Limit)), rows.Count > filter.Limit);
    }

    /// <summary>Keeps what is done and writes the files of it. Cancelling twice is one cancelling.</summary>
    /// <exception cref="RequestRefusedException">There is none of that id, or it ended before.</exception>
    public async Task<OrderView> CancelAsync(string publicId, CancellationToken cancellationToken)
    {
        var order = (await GetAsync(publicId, cancellationToken)).Order;
        var now = _time.GetUtcNow();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var withdrawn = await db.Orders
            .Where(other => other.Id == order.Id && other.State == OrderState.Validating)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(other => other.State, OrderState.Withdrawn)
                    .SetProperty(other => other.CancellingAt, now)
                    .SetProperty(other => other.EndedAt, now),
                cancellationToken);
        if (withdrawn == 1)
            await _webhooks.EnqueueAsync(order.PublicId, cancellationToken);
        else
            await CancelBatchAsync(db, order, now, cancellationToken);
        return await GetAsync(publicId, cancellationToken);
    }

    /// <summary>Ends it because its window has closed: what has no answer says so in the error file. Nothing happens to what has ended.</summary>
    internal async Task ExpireAsync(string publicId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var order = db.Orders.Where(order => order.PublicId == publicId);
        // Marked first, so that no batch is cancelled that nobody calls expired. A crash in between costs a minute: its window is still closed then.
        await order.Where(order => order.ExpiredAt == null).ExecuteUpdateAsync(set => set.SetProperty(order => order.ExpiredAt, now), cancellationToken);
        var withdrawn = await order
            .Where(order => order.State == OrderState.Validating)
            .ExecuteUpdateAsync(set => set.SetProperty(order => order.State, OrderState.Withdrawn).SetProperty(order => order.EndedAt, now), cancellationToken);
        if (withdrawn == 1)
            await _webhooks.EnqueueAsync(publicId, cancellationToken);
        else
            await _control.ExpireAsync(publicId, cancellationToken);
    }

    /// <summary>What whoever asks for a batch is told when there is none for them.</summary>
    public static RequestRefusedException NotFound(string publicId) =>
        new(OrderErrorCodes.NotFound, $"There is no batch '{Shown.Of(publicId)}'.", "batch_id") { IsNotFound = true };

    private async Task CancelBatchAsync(BatchGenDbContext db, BatchOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var view = await GetAsync(order.PublicId, cancellationToken);
        if (view.Status is "cancelling" or "cancelled")
            return;
        if (view.IsAtRest || await _control.CancelAsync(order.PublicId, cancellationToken) is ControlRefused)
            throw new RequestRefusedException(OrderErrorCodes.Finished, $"The batch is {view.Status}: there is nothing left to cancel.");
        await db.Orders.Where(other => other.Id == order.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.CancellingAt, now), cancellationToken);
    }

    private async Task<StoredFile> RequireInputAsync(NewOrder wanted, CancellationToken cancellationToken)
    {
        try
        {
            var file = await _files.GetAsync(wanted.InputFileId, cancellationToken);
            if (wanted.FilesOf is { } owner && file.OwnerId != owner)
                throw FileStore.NotFound(wanted.InputFileId);
            if (file.Purpose != FilePurposes.Batch)
                throw new RequestRefusedException(OrderErrorCodes.WrongPurpose, $"The file '{file.PublicId}' has the purpose '{file.Purpose}'. A batch needs one uploaded with purpose 'batch'.", "input_file_id");
            return file;
        }
        catch (RequestRefusedException refusal) when (refusal.IsNotFound)
        {
            // The address is right and its body is wrong: 400, as OpenAI has it.
            throw new RequestRefusedException(OrderErrorCodes.InputFileMissing, refusal.Message, "input_file_id");
        }
    }

    private BatchOrder NewRow(NewOrder wanted)
    {
        var (publicId, now) = PublicIds.NewBatch(_time.GetUtcNow());
        return new BatchOrder
        {
            PublicId = publicId,
            InputFileId = wanted.InputFileId,
            Endpoint = wanted.Endpoint,
            CompletionWindow = wanted.CompletionWindow,
            MetadataJson = wanted.Metadata is null ? null : JsonSerializer.Serialize(wanted.Metadata),
            OutputExpiresAfterSeconds = (int?)wanted.OutputExpiresAfter?.TotalSeconds,
            OwnerId = wanted.Submitter?.UserId,
            ApiKeyId = wanted.Submitter?.ApiKeyId,
            CreatedAt = now,
            ExpiresAt = now + BatchOrder.Window,
        };
    }

    internal static IQueryable<OrderView> Views(BatchGenDbContext db, IQueryable<BatchOrder> orders) =>
        from order in orders.AsNoTracking()
        join batch in db.Batches.AsNoTracking() on order.PublicId equals batch.PublicId into batches
        from batch in batches.DefaultIfEmpty()
        select new OrderView(order, batch);
}
