using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Models;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tracing;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Orders;

/// <summary>Batches as the API sees them: ordered from a file, watched, cancelled.</summary>
public sealed class BatchOrders
{
    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly FileStore _files;
    private readonly ModelNames _models;
    private readonly QuotaDesk _quotas;
    private readonly OrderQueue _queue;
    private readonly WebhookTargets _targets;
    private readonly NoticeRows _rows;
    private readonly BatchControl _control;
    private readonly ProgressFeed _feed;
    private readonly TimeProvider _time;

    internal BatchOrders(
        IDbContextFactory<BatchGenDbContext> contexts,
        FileStore files,
        ModelNames models,
        QuotaDesk quotas,
        OrderQueue queue,
        WebhookTargets targets,
        NoticeRows rows,
        BatchControl control,
        ProgressFeed feed,
        TimeProvider time)
    {
        _contexts = contexts;
        _files = files;
        _models = models;
        _quotas = quotas;
        _queue = queue;
        _targets = targets;
        _rows = rows;
        _control = control;
        _feed = feed;
        _time = time;
    }

    /// <summary>Stored and queued; its file is read afterwards.</summary>
    /// <exception cref="RequestRefusedException">The file does not exist or is not for batches, or the model that is to run it is not here.</exception>
    /// <exception cref="QuotaException">The submitter has no room for as many requests as the file has lines.</exception>
    public async Task<Batch> CreateAsync(NewOrder wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var input = await RequireInputAsync(wanted, cancellationToken);
        if (wanted.Submitter is { } submitter)
            await _quotas.RequireAsync(submitter, new QuotaDemand(input.Lines, Tokens: 0), cancellationToken);
        var model = wanted.ModelName is null ? null : await _models.RequireAsync(wanted.ModelName, cancellationToken);
        var batch = NewRow(wanted, input, model?.Path ?? "");
        using var span = Spans.BeginOrder(batch);
        batch.TraceParent = span?.Id;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        db.Batches.Add(batch);
        if (wanted.Webhook is { } target)
            db.Notices.Add(_targets.NewRow(batch.PublicId, target));
        await _rows.AddAsync(db, batch, wanted.Notify, cancellationToken);
        await KeptAnswers.RecordAsync(db, wanted.Key, batch.PublicId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        // A crash between the commit and here leaves an order that nobody was told of: the upkeep finds it within a minute.
        CrashPoints.Pass(CrashPoint.OrderStored);
        _queue.EnqueueValidation(batch.Id);
        _feed.Update(BatchStanding.Of(batch));
        return batch;
    }

    /// <exception cref="RequestRefusedException">There is none of that id.</exception>
    public async Task<Batch> GetAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await Ordered(db).SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken) ?? throw NotFound(publicId);
    }

    /// <summary>Newest first.</summary>
    /// <exception cref="RequestRefusedException">The one to start after does not exist.</exception>
    public async Task<OrderPage> ListAsync(OrderFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var batches = filter.OwnerId is null ? Ordered(db) : Ordered(db).Where(batch => batch.OwnerId == filter.OwnerId);
        if (filter.After is { } after)
        {
            // One that is gone meanwhile says by its id where it was.
            var at = await batches.Where(batch => batch.PublicId == after).Select(batch => (DateTimeOffset?)batch.CreatedAt)
                .SingleOrDefaultAsync(cancellationToken)
                ?? PublicIds.TimeOf(after)
                ?? throw new RequestRefusedException(
                    OrderErrorCodes.UnknownCursor, $"There is no batch '{Shown.Of(after)}' to list on from. Start again without 'after'.", "after");
#pragma warning disable CA1309 // The database compares.
            batches = batches.Where(batch => batch.CreatedAt < at || (batch.CreatedAt == at && string.Compare(batch.PublicId, after) < 0));
#pragma warning restore CA1309
        }

        var page = batches.OrderByDescending(batch => batch.CreatedAt).ThenByDescending(batch => batch.PublicId).Take(filter.Limit + 1);
        var rows = await page.ToListAsync(cancellationToken);
        return new OrderPage(rows.GetRange(0, Math.Min(rows.Count, filter.Limit)), rows.Count > filter.Limit);
    }

    /// <summary>Keeps what is done and writes the files of it. Cancelling twice is one cancelling.</summary>
    /// <exception cref="RequestRefusedException">There is none of that id, or it ended before.</exception>
    public async Task<Batch> CancelAsync(string publicId, CancellationToken cancellationToken)
    {
        var batch = await GetAsync(publicId, cancellationToken);
        if (batch.State is BatchState.Cancelling or BatchState.Cancelled && !batch.IsExpired())
            return batch;
        if (batch.State.IsAtRest() || await _control.CancelAsync(publicId, cancellationToken) is ControlRefused)
        {
            var status = OrderStatus.Of(await GetAsync(publicId, cancellationToken));
            throw new RequestRefusedException(OrderErrorCodes.Finished, $"The batch is {status}: there is nothing left to cancel.");
        }

        return await GetAsync(publicId, cancellationToken);
    }

    /// <summary>What whoever asks for a batch is told when there is none for them.</summary>
    public static RequestRefusedException NotFound(string publicId) =>
        new(OrderErrorCodes.NotFound, $"There is no batch '{Shown.Of(publicId)}'.", "batch_id") { IsNotFound = true };

    private async Task<StoredFile> RequireInputAsync(NewOrder wanted, CancellationToken cancellationToken)
    {
        try
        {
            var file = await _files.GetAsync(wanted.InputFileId, cancellationToken);
            if (wanted.FilesOf is { } owner && file.OwnerId != owner)
                throw FileStore.NotFound(wanted.InputFileId);
            if (file.Purpose != FilePurposes.Batch)
                throw new RequestRefusedException(
                    OrderErrorCodes.WrongPurpose,
                    $"The file '{file.PublicId}' has the purpose '{file.Purpose}'. A batch needs one uploaded with purpose 'batch'.",
                    "input_file_id");
            return file;
        }
        catch (RequestRefusedException refusal) when (refusal.IsNotFound)
        {
            // The address is right and its body is wrong: 400, as OpenAI has it.
            throw new RequestRefusedException(OrderErrorCodes.InputFileMissing, refusal.Message, "input_file_id");
        }
    }

    private Batch NewRow(NewOrder wanted, StoredFile input, string modelPath)
    {
        var (publicId, now) = PublicIds.NewBatch(_time.GetUtcNow());
        var batch = new Batch
        {
            PublicId = publicId,
            Name = input.PublicId,
            OwnerId = wanted.Submitter?.UserId,
            ApiKeyId = wanted.Submitter?.ApiKeyId,
            ModelPath = modelPath,
            Endpoint = wanted.Endpoint,
            State = BatchState.Validating,
            SettingsJson = StoredJson.Write(BatchSettings.None),
            CreatedAt = now,
            Order = new BatchOrder
            {
                InputFileId = input.PublicId,
                CompletionWindow = wanted.CompletionWindow,
                MetadataJson = wanted.Metadata is null ? null : JsonSerializer.Serialize(wanted.Metadata),
                OutputExpiresAfterSeconds = (int?)wanted.OutputExpiresAfter?.TotalSeconds,
                ExpiresAt = now + BatchOrder.Window,
            },
        };
        batch.Words.AddRange(SearchWords.OfBatch(batch).Select(word => new BatchWord { Word = word }));
        return batch;
    }

    private static IQueryable<Batch> Ordered(BatchGenDbContext db) => db.Batches.AsNoTracking().Where(batch => batch.Order != null);
}
