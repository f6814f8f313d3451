using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Inference.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Writes how items ended: their state, their results and the batch's counters in one transaction. An item that
/// already has an end keeps it, whoever brings a second one: a shard delivered twice counts once.
/// </summary>
internal sealed class ResultCommit(IDbContextFactory<BatchGenDbContext> contexts, ProgressFeed feed, TimeProvider time)
{
    /// <summary>
    /// False when the work is to stop: nothing is written for a batch that ended; what was finished before a pause
    /// reached its worker still counts.
    /// </summary>
    public async Task<bool> CommitAsync(ShardClaim claim, IReadOnlyList<ItemEnd> ends)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !(batch.IsActive() || batch.State == BatchState.Paused))
            return false;

        var pending = await FindPendingAsync(db, ends);
        var accepted = ends.Where(end => pending.Contains(end.Item.Id)).ToList();
        foreach (var end in accepted)
            Apply(db, batch, end);

        if (batch.IsActive())
            batch.WaitingReason = null;
        await db.SaveChangesAsync();

        // A crash before this line: the items are still pending and run again (AT LEAST once to the engine).
        // After it: they have their end and are never sent or counted again (exactly once in the results).
        await transaction.CommitAsync();
        feed.Update(BatchStanding.Of(batch));
        feed.CountFinished(batch.PublicId, accepted.Count, accepted.Sum(end => end is ItemSucceeded success ? success.Result.CompletionTokens : 0));
        return batch.IsActive() && !await db.QueuePauses.AnyAsync();
    }

    private static async Task<HashSet<long>> FindPendingAsync(BatchGenDbContext db, IReadOnlyList<ItemEnd> ends)
    {
        var ids = ends.Select(end => end.Item.Id).ToList();
        var pending = await db.Items
            .Where(item => ids.Contains(item.Id) && item.State == ItemState.Pending)
            .Select(item => item.Id)
            .ToListAsync();
        return [.. pending];
    }

    private void Apply(BatchGenDbContext db, Batch batch, ItemEnd end)
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
                Succeed(db, batch, row, success.Result);
                break;
            case ItemFailed failure:
                Fail(batch, row, failure);
                break;
        }
    }

    private static void Succeed(BatchGenDbContext db, Batch batch, BatchItem row, SequenceResult result)
    {
        row.State = ItemState.Succeeded;
        row.PromptTokens = result.PromptTokens;
        row.CompletionTokens = result.CompletionTokens;
        row.FinishReason = result.FinishReason == FinishReason.Length ? "length" : "stop";
        db.Results.Add(new ItemResult
        {
            ItemId = row.Id,
            Text = StoredText.Clean(result.Text),
            CachedTokens = result.CachedTokens,
            QueuedMs = result.Timings.Queued.TotalMilliseconds,
            PrefillMs = result.Timings.Prefill.TotalMilliseconds,
            DecodeMs = result.Timings.Decode.TotalMilliseconds,
        });
        batch.SucceededItems++;
        batch.PromptTokens += result.PromptTokens;
        batch.CompletionTokens += result.CompletionTokens;
    }

    private static void Fail(Batch batch, BatchItem row, ItemFailed failure)
    {
        row.State = ItemState.Failed;
        row.ErrorCode = failure.Code;
        row.ErrorMessage = StoredText.Clean(failure.Message);
        batch.FailedItems++;
    }
}
