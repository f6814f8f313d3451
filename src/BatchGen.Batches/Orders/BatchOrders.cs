using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Orders;

/// <summary>Batches as the API sees them: ordered from a file, watched, cancelled.</summary>
public sealed class BatchOrders
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly FileStore _files;
    private readonly OrderQueue _queue;
    private readonly BatchControl _control;
    private readonly TimeProvider _time;

    internal BatchOrders(IDbContextFactory<BatchGenDbContext> contexts, FileStore files, OrderQueue queue, BatchControl control, TimeProvider time)
    {
        _contexts = contexts;
        _files = files;
        _queue = queue;
        _control = control;
        _time = time;
    }

    /// <summary>Stored and queued; its file is read afterwards.</summary>
    /// <exception cref="RequestRefusedException">The file does not exist or is not for batches.</exception>
    public async Task<OrderView> CreateAsync(NewOrder wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        await RequireInputAsync(wanted.InputFileId, cancellationToken);
        var order = NewRow(wanted);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);
        // A crash between the commit and here leaves an order that nobody was told of: OrderUpkeep finds it at the next start.
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
    /// <param name="after">The public id of the last one seen; null starts at the newest.</param>
    /// <exception cref="RequestRefusedException">The one to start after does not exist.</exception>
    public async Task<OrderPage> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<BatchOrder> orders = db.Orders;
        if (after is not null)
        {
            var last = await db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.PublicId == after, cancellationToken)
                ?? throw new RequestRefusedException(OrderErrorCodes.UnknownCursor, $"There is no batch '{Shown.Of(after)}' to list on from. Start again without 'after'.", "after");
            orders = orders.Where(order => order.CreatedAt < last.CreatedAt || (order.CreatedAt == last.CreatedAt && order.Id < last.Id));
        }

        var page = orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Take(limit + 1);
        var rows = await Views(db, page).ToListAsync(cancellationToken);
        rows = [.. rows.OrderByDescending(row => row.Order.CreatedAt).ThenByDescending(row => row.Order.Id)];
        return new OrderPage(rows.GetRange(0, Math.Min(rows.Count, limit)), rows.Count > limit);
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
            _queue.EnqueueWebhook(order);
        else
            await CancelBatchAsync(db, order, now, cancellationToken);
        return await GetAsync(publicId, cancellationToken);
    }

    private async Task CancelBatchAsync(BatchGenDbContext db, BatchOrder order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var view = await GetAsync(order.PublicId, cancellationToken);
        if (view.Status is "cancelling" or "cancelled")
            return;
        if (view.IsAtRest || await _control.CancelAsync(order.PublicId, cancellationToken) is ControlRefused)
            throw new RequestRefusedException(OrderErrorCodes.Finished, $"The batch is {view.Status}: there is nothing left to cancel.");
        await db.Orders.Where(other => other.Id == order.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.CancellingAt, now), cancellationToken);
    }

    private async Task RequireInputAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            var file = await _files.GetAsync(fileId, cancellationToken);
            if (file.Purpose != FilePurposes.Batch)
                throw new RequestRefusedException(OrderErrorCodes.WrongPurpose, $"The file '{file.PublicId}' has the purpose '{file.Purpose}'. A batch needs one uploaded with purpose 'batch'.", "input_file_id");
        }
        catch (RequestRefusedException refusal) when (refusal.IsNotFound)
        {
            // The address is right and its body is wrong: 400, as OpenAI has it.
            throw new RequestRefusedException(OrderErrorCodes.InputFileMissing, refusal.Message, "input_file_id");
        }
    }

    private BatchOrder NewRow(NewOrder wanted)
    {
        var now = _time.GetUtcNow();
        return new BatchOrder
        {
            PublicId = PublicIds.NewBatch(),
            InputFileId = wanted.InputFileId,
            Endpoint = wanted.Endpoint,
            CompletionWindow = wanted.CompletionWindow,
            MetadataJson = wanted.Metadata is null ? null : JsonSerializer.Serialize(wanted.Metadata),
            OutputExpiresAfterSeconds = (int?)wanted.OutputExpiresAfter?.TotalSeconds,
            WebhookUrl = wanted.Webhook?.Url.AbsoluteUri,
            WebhookSecret = wanted.Webhook?.Secret,
            CreatedAt = now,
            ExpiresAt = now + Window,
        };
    }

    internal static IQueryable<OrderView> Views(BatchGenDbContext db, IQueryable<BatchOrder> orders) =>
        from order in orders.AsNoTracking()
        join batch in db.Batches.AsNoTracking() on order.PublicId equals batch.PublicId into batches
        from batch in batches.DefaultIfEmpty()
        select new OrderView(order, batch);

    private static RequestRefusedException NotFound(string publicId) =>
        new(OrderErrorCodes.NotFound, $"There is no batch '{Shown.Of(publicId)}'.", "batch_id") { IsNotFound = true };
}
