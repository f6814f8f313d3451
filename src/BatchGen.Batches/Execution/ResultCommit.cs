using System.Diagnostics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tracing;
using BatchGen.Batches.Usage;
using BatchGen.Inference.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Writes how items ended: their state, their results and the batch's counters in one transaction. An item that
/// already has an end keeps it, whoever brings a second one: a shard delivered twice counts once.
/// </summary>
internal sealed class ResultCommit(
    IDbContextFactory<BatchGenDbContext> contexts,
    ProgressFeed feed,
    AnswerMeter answers,
    ItemMeter items,
    CommitMeter commits,
    ItemSpans spans,
    TimeProvider time,
    ILogger<ResultCommit> logger)
{
    /// <summary>
    /// False when the work is to stop: nothing is written for a batch whose items all have their end; what was finished
    /// before a pause, or a sibling's failure, reached its worker still counts.
    /// </summary>
    public async Task<bool> CommitAsync(ShardClaim claim, IReadOnlyList<WorkEnd> ends)
    {
        using var span = Spans.BeginCommit(ends.Count);
        var began = commits.Begin();
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !(batch.IsActive() || batch.State is BatchState.Paused or BatchState.Failed))
            return false;

        var pending = await FindPendingAsync(db, ends);
        var accepted = ends.Where(end => pending.Contains(end.Item.Id)).ToList();
        var used = UsageAmounts.None;
        foreach (var piece in accepted.OfType<PieceEnd>())
            used = used.Plus(await ApplyAsync(db, piece));
        foreach (var end in accepted.OfType<ItemEnd>())
            used = used.Plus(Apply(db, batch, end));

        if (batch.IsActive())
            batch.WaitingReason = null;
        await db.SaveChangesAsync();
        await BatchModelCounts.CommitAsync(db, claim, [.. accepted.OfType<ItemEnd>()]);
        await db.AddUsageAsync(batch, claim.ModelPath, used, time.GetUtcNow(), CancellationToken.None);
        // A crash before this line: the items are still pending and run again (AT LEAST once to the engine), pieces too.
        // After it: they have their end and are never sent or counted again (exactly once in the results).
        CrashPoints.Pass(CrashPoint.ResultsReady);
        await transaction.CommitAsync();
        CrashPoints.Pass(CrashPoint.ResultsStored);

        commits.End(began);
        Count(claim, accepted, span);
        feed.Update(BatchStanding.Of(batch));
        feed.CountFinished(batch.PublicId, accepted.OfType<ItemEnd>().Count(), accepted.Sum(CompletionTokens));
        return batch.IsActive() && !await db.QueuePauses.AnyAsync();
    }

    private static int CompletionTokens(WorkEnd end) => AnswerOf(end)?.CompletionTokens ?? 0;

    /// <summary>Of a chunked item they were counted piece by piece.</summary>
    private static SequenceResult? AnswerOf(WorkEnd end) => end switch
    {
        ItemSucceeded { Lineage: null } success => success.Result,
        PieceSucceeded piece => piece.Result,
        ItemSucceeded or ItemFailed or PieceFailed => null,
        _ => throw new UnreachableException($"What is {end.GetType().Name}?"),
    };

    private void Count(ShardClaim claim, List<WorkEnd> stored, Activity? span)
    {
        foreach (var end in stored)
        {
            if (AnswerOf(end) is not { } answer)
                continue;
            answers.Count(WorkSource.Batch, answer);
            spans.Record(span, claim.BatchPublicId, end.Item.Ordinal, answer, time.GetUtcNow());
        }

        foreach (var failed in stored.OfType<ItemFailed>())
            Tell(claim, failed);
        items.CountItems(stored.OfType<ItemSucceeded>().Count(), stored.OfType<ItemFailed>().Count());
    }

    /// <summary>One that ended engines is worth a look; the others' reasons stand with the batch, and may be many.</summary>
    private void Tell(ShardClaim claim, ItemFailed failed)
    {
        using var ids = logger.BeginScope(LogIds.OfItem(claim.BatchPublicId, failed.Item.Ordinal));
        var level = failed.Code == Quarantine.Code ? LogLevel.Warning : LogLevel.Debug;
        logger.Log(level, "Item {Item} of batch {Batch} failed ({Code}).", failed.Item.Ordinal, claim.BatchPublicId, failed.Code);
    }

    private static async Task<HashSet<long>> FindPendingAsync(BatchGenDbContext db, IReadOnlyList<WorkEnd> ends)
    {
        var ids = ends.Select(end => end.Item.Id).Distinct().ToList();
        var pending = await db.Items
            .Where(item => ids.Contains(item.Id) && item.State == ItemState.Pending)
            .Select(item => item.Id)
            .ToListAsync();
        return [.. pending];
    }

    /// <summary>A piece that has its answer keeps it, like an item, and is counted once.</summary>
    /// <returns>What it used.</returns>
    private async Task<UsageAmounts> ApplyAsync(BatchGenDbContext db, PieceEnd end)
    {
        var rows = db.Pieces.Where(
            piece => piece.ItemId == end.Item.Id && piece.Round == end.Piece.Round && piece.Number == end.Piece.Number && piece.State == PieceState.Pending);
        var now = time.GetUtcNow();
        switch (end)
        {
            case PieceSucceeded success:
                return await SucceedAsync(rows, success.Result, now) > 0 ? UsageAmounts.Of(success.Result) : UsageAmounts.None;
            case PieceFailed failure:
                await rows.ExecuteUpdateAsync(set => set
                    .SetProperty(piece => piece.State, PieceState.Failed)
                    .SetProperty(piece => piece.ErrorCode, failure.Code)
                    .SetProperty(piece => piece.ErrorMessage, StoredText.Clean(failure.Message))
                    .SetProperty(piece => piece.FinishedAt, now));
                return UsageAmounts.None;
            default:
                throw new InvalidOperationException($"Unknown end {end.GetType().Name}.");
        }
    }

    private static Task<int> SucceedAsync(IQueryable<ItemPiece> rows, SequenceResult result, DateTimeOffset now) => rows.ExecuteUpdateAsync(set => set
        .SetProperty(piece => piece.State, PieceState.Succeeded)
        .SetProperty(piece => piece.PromptTokens, result.PromptTokens)
        .SetProperty(piece => piece.CachedTokens, result.CachedTokens)
        .SetProperty(piece => piece.CompletionTokens, result.CompletionTokens)
        .SetProperty(piece => piece.FinishReason, FinishReasons.Of(result, calls: null))
        .SetProperty(piece => piece.QueuedMs, result.Timings.Queued.TotalMilliseconds)
        .SetProperty(piece => piece.PrefillMs, result.Timings.Prefill.TotalMilliseconds)
        .SetProperty(piece => piece.DecodeMs, result.Timings.Decode.TotalMilliseconds)
        .SetProperty(piece => piece.FinishedAt, now)
        .SetProperty(piece => piece.Text, StoredText.Clean(result.Text)));

    /// <returns>What it used.</returns>
    private UsageAmounts Apply(BatchGenDbContext db, Batch batch, ItemEnd end)
    {
        // A stand-in for the row, which is not read again because its request may be megabytes: only what changes is
        // written, on condition that the state is still pending.
        var row = new BatchItem
        {
            Id = end.Item.Id,
            CustomId = end.Item.CustomId,
            RequestJson = "",
            State = ItemState.Pending,
            Attempts = end.Item.Attempts,
        };
        db.Attach(row);
        row.Attempts = end.Item.Attempts + 1;
        row.FinishedAt = time.GetUtcNow();
        switch (end)
        {
            case ItemSucceeded success:
                Succeed(db, batch, row, success);
                // Of a chunked item, its pieces were counted as they came.
                return (AnswerOf(success) is { } answer ? UsageAmounts.Of(answer) : UsageAmounts.None).Plus(new UsageAmounts(SucceededItems: 1));
            case ItemFailed failure:
                Fail(batch, row, failure);
                return new UsageAmounts(FailedItems: 1);
            default:
                throw new InvalidOperationException($"Unknown end {end.GetType().Name}.");
        }
    }

    private static void Succeed(BatchGenDbContext db, Batch batch, BatchItem row, ItemSucceeded success)
    {
        var result = success.Result;
        var verdict = success.Answer.Verdict;
        row.State = ItemState.Succeeded;
        row.PromptTokens = result.PromptTokens;
        row.CompletionTokens = result.CompletionTokens;
        row.FinishReason = FinishReasons.Of(result, verdict.Calls);
        row.Flags = verdict.Flags;
        row.IsCodeUnchanged = verdict.IsCodeUnchanged;
        row.QualityRetries = success.Tries;
        db.Results.Add(new ItemResult
        {
            ItemId = row.Id,
            Text = StoredText.Clean(result.Text),
            CachedTokens = result.CachedTokens,
            QueuedMs = result.Timings.Queued.TotalMilliseconds,
            PrefillMs = result.Timings.Prefill.TotalMilliseconds,
            DecodeMs = result.Timings.Decode.TotalMilliseconds,
            FlagsJson = verdict.Details.Count == 0 ? null : StoredText.Clean(StoredJson.Write(verdict.Details)),
            LineageJson = success.Lineage is null ? null : StoredJson.Write(success.Lineage),
            CallsJson = verdict.Calls is null ? null : StoredText.Clean(StoredJson.Write(verdict.Calls)),
            LogprobsJson = ChatLogprobs.Of(result.Tokens) is { } logprobs ? StoredJson.Write(logprobs) : null,
        });
        batch.SucceededItems++;
        batch.PromptTokens += result.PromptTokens;
        batch.CachedTokens += result.CachedTokens;
        batch.CompletionTokens += result.CompletionTokens;
        Count(batch, verdict.Flags);
    }

    private static void Count(Batch batch, QualityFlags flags)
    {
        batch.FlaggedItems += flags == QualityFlags.None ? 0 : 1;
        batch.EmptyItems += flags.HasFlag(QualityFlags.Empty) ? 1 : 0;
        batch.TruncatedItems += flags.HasFlag(QualityFlags.Truncated) ? 1 : 0;
        batch.DegenerateItems += flags.HasFlag(QualityFlags.Degenerate) ? 1 : 0;
        batch.NoCodeItems += flags.HasFlag(QualityFlags.NoCode) ? 1 : 0;
        batch.SyntaxErrorItems += flags.HasFlag(QualityFlags.SyntaxError) ? 1 : 0;
        batch.CodeChangedItems += flags.HasFlag(QualityFlags.CodeChanged) ? 1 : 0;
    }

    private static void Fail(Batch batch, BatchItem row, ItemFailed failure)
    {
        row.State = ItemState.Failed;
        row.ErrorCode = failure.Code;
        row.ErrorMessage = failure.Sentence;
        row.ErrorField = failure.Field;
        batch.FailedItems++;
    }
}
