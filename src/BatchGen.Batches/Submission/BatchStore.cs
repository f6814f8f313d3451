using System.Diagnostics;
using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Models;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tracing;
using BatchGen.Batches.Usage;
using BatchGen.Batches.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Submission;

/// <summary>Writes a prepared input as a batch with its items and shards, in one transaction.</summary>
internal sealed class BatchStore(
    IDbContextFactory<BatchGenDbContext> contexts,
    IQuota quota,
    WebhookTargets webhooks,
    NoticeRows notices,
    IOptionsMonitor<SubmissionOptions> options,
    TimeProvider time)
{
    private const int MaxNameLength = 200;
    private const int ReportEveryItems = 1_000;

    /// <exception cref="QuotaException">The submitter has no room for it; nothing was stored.</exception>
    /// <exception cref="OrderWithdrawnException">
    /// The batch that was ordered was cancelled, has expired, or has its items already; nothing was stored.
    /// </exception>
    public async Task<StoredBatch> StoreAsync(
        SubmissionRequest request, PreparedInput input, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        if (request.Submitter is { } submitter && await quota.CheckAsync(db, submitter, DemandOf(input), cancellationToken) is { } refusal)
            throw new QuotaException(refusal);

        var batch = request.Order is { } order
            ? await AcceptAsync(db, order, cancellationToken) ?? throw new OrderWithdrawnException()
            : db.Batches.Add(NewBatch(request, input)).Entity;
        Fill(batch, request, input);
        batch.TraceParent = Activity.Current is { Source.Name: Spans.SourceName } span ? span.Id : batch.TraceParent;
        if (request.Webhook is { } wanted)
            db.Notices.Add(webhooks.NewRow(batch.PublicId, WebhookRules.Require(wanted.Url, wanted.Secret)));
        // An order's were stored with the order, which may end before its file is read.
        if (request.Order is null)
            await notices.AddAsync(db, batch, request.Notify, cancellationToken);
        await KeptAnswers.RecordAsync(db, request.Key, batch.PublicId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        var cuts = await InsertItemsAsync(db, batch, input, progress, cancellationToken);

        if (input.Models.Count > 1)
            db.BatchModels.AddRange(cuts.ToModels(batch, input));
        var shards = NewShards(batch, request, input, cuts).ToList();
        db.Shards.AddRange(shards);
        await db.SaveChangesAsync(cancellationToken);

        // What is no request has its end already.
        await db.AddUsageAsync(batch, batch.ModelPath, new UsageAmounts(FailedItems: input.Summary.BadItems), time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new StoredBatch(batch.Id, BatchStanding.Of(batch), batch.Priority, shards.Count);
    }

    /// <summary>Null when nobody waits for its items any more.</summary>
    private async Task<Batch?> AcceptAsync(BatchGenDbContext db, OrderedBy order, CancellationToken cancellationToken)
    {
        var batch = await db.LockBatchAsync(order.BatchId, cancellationToken);
        if (batch is not { State: BatchState.Validating, Order: { } row })
            return null;

        row.Model = order.Model;
        row.AcceptedAt = time.GetUtcNow();
        return batch;
    }

    private static QuotaDemand DemandOf(PreparedInput input) => new(input.Summary.GoodItems, input.Summary.PromptTokens);

    private Batch NewBatch(SubmissionRequest request, PreparedInput input)
    {
        var now = time.GetUtcNow();
        var batch = new Batch
        {
            PublicId = PublicIds.NewBatch(now).Value,
            Name = CleanName(request.Name, now),
            OwnerId = request.Submitter?.UserId,
            ApiKeyId = request.Submitter?.ApiKeyId,
            ModelPath = request.ModelPath,
            Endpoint = input.Endpoint,
            SettingsJson = "{}",
            Priority = request.Priority,
            CreatedAt = now,
            ScheduleId = request.Schedule?.ScheduleId,
            ScheduleRunId = request.Schedule?.RunId,
        };
        batch.Labels.AddRange(Labels.Clean(request.Labels).Select(label => new BatchLabel { Label = label }));
        batch.Words.AddRange(SearchWords.OfBatch(batch).Select(word => new BatchWord { Word = word }));
        return batch;
    }

    /// <summary>What is known once the input has been read.</summary>
    private void Fill(Batch batch, SubmissionRequest request, PreparedInput input)
    {
        var nothingToRun = input.Summary.GoodItems == 0;
        batch.State = nothingToRun ? BatchState.Finalizing : BatchState.Queued;
        batch.FinalizingAt = nothingToRun ? time.GetUtcNow() : null;
        batch.ModelPath = input.ModelPath;
        batch.Endpoint = input.Endpoint;
        batch.SettingsJson = StoredJson.Write(request.ToSettings() with
        {
            Notes = input.Notes,
            Models = OtherNames(request, input),
            UnnamedModelPath = request.ModelPath == input.ModelPath ? null : request.ModelPath,
        });
        batch.ContextLimitTokens = input.ContextLimitFor(request, modelIndex: 0);
        batch.OwnHours = request.Hours?.Text.Trim();
        batch.OwnHoursZone = request.Hours?.TimeZone.Trim();
        batch.TotalItems = input.Items.Count;
        batch.FailedItems = input.Summary.BadItems;
        batch.SubmittedTokens = input.Summary.PromptTokens;
    }

    /// <summary>Lines that run on what they name, by its own name, are called nothing else; those that name no model do not run.</summary>
    private static IReadOnlyList<ModelUse>? OtherNames(SubmissionRequest request, PreparedInput input)
    {
        var others = request.OnOtherModel == OnOtherModel.Run ? input.Named : [.. input.Named.Where(use => use.Means is not null && !ModelName.IsOwn(use))];
        return others.Count == 0 ? null : others;
    }

    private async Task<ShardCuts> InsertItemsAsync(
        BatchGenDbContext db, Batch batch, PreparedInput input, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken)
    {
        using var inserter = new RowInserter<BatchItem>(db);
        var cuts = new ShardCuts(options.CurrentValue.ItemsPerShard, input.Models.Count);
        var stored = 0;
        foreach (var item in input.Items.ReadAll())
        {
            cuts.Add(item);
            await inserter.AddAsync(NewItem(batch, item), cancellationToken);
            if (++stored % ReportEveryItems == 0)
                progress?.Report(Stored(input, stored));
        }

        await inserter.FlushAsync(cancellationToken);
        progress?.Report(Stored(input, stored));
        return cuts;
    }

    private static BatchItem NewItem(Batch batch, PreparedItem item) => new()
    {
        BatchId = batch.Id,
        Ordinal = item.Ordinal,
        ModelIndex = item.ModelIndex,
        CustomId = item.CustomId,
        LineNumber = item.Line,
        RequestJson = item.RequestJson,
        PromptTokens = item.PromptTokens,
        Path = item.Path,
        Parts = item.Parts,
        CutsJson = item.CutsJson,
        State = item.Problem is null ? ItemState.Pending : ItemState.Failed,
        ErrorCode = item.Problem?.Code,
        ErrorMessage = item.Problem?.Sentence,
        ErrorField = item.Problem?.Param is { } field
            ? StoredText.Clean(field.Length <= BatchItem.MaxErrorFieldLength ? field : field[..BatchItem.MaxErrorFieldLength])
            : null,
        FinishedAt = item.Problem is null ? null : batch.CreatedAt,
    };

    private static IEnumerable<Shard> NewShards(Batch batch, SubmissionRequest request, PreparedInput input, ShardCuts cuts)
    {
        if (input.Summary.GoodItems == 0)
            return [];
        var areSeveral = input.Models.Count > 1;
        return cuts.Ranges.Select(range => new Shard
        {
            BatchId = batch.Id,
            FirstOrdinal = range.First,
            LastOrdinal = range.Last,
            ModelIndex = range.ModelIndex,
            ModelPath = areSeveral ? input.Models[range.ModelIndex].Path : null,
            ContextLimitTokens = areSeveral ? input.ContextLimitFor(request, range.ModelIndex) : null,
        });
    }

    private static SubmissionProgress Stored(PreparedInput input, int stored) =>
        new(input.Summary.Bytes, input.Summary.Lines, input.Summary.GoodItems, stored, input.Problems.Total);

    private static string CleanName(string name, DateTimeOffset now)
    {
        var clean = string.Concat(name.Where(character => !char.IsControl(character))).Trim();
        if (clean.Length == 0)
            return string.Create(CultureInfo.InvariantCulture, $"Batch of {now:yyyy-MM-dd HH:mm} UTC");
        return clean.Length <= MaxNameLength ? clean : clean[..MaxNameLength];
    }
}

/// <param name="Shards">0 when no item can run.</param>
internal sealed record StoredBatch(long BatchId, BatchStanding Standing, int Priority, int Shards);

/// <summary>What an order's file was read for is no longer wanted.</summary>
internal sealed class OrderWithdrawnException() : Exception("The order was withdrawn while its file was read.");
