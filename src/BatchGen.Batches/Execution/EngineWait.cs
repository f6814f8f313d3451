using BatchGen.Batches.Data;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Progress;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Waits for an engine, and says on the batch why while there is no room for it.</summary>
internal sealed class EngineWait(IDbContextFactory<BatchGenDbContext> contexts, ProgressFeed feed, EngineWaits waits)
{
    public async Task<EngineModel> WaitAsync(IEngine engine, ShardClaim claim, CancellationToken cancellationToken)
    {
        var ready = engine.WaitUntilReadyAsync(cancellationToken);
        if (ready.IsCompleted)
            return await ready;

        Sentence? told = null;
        var changes = new Pulse();
        using var watching = engine.Subscribe(_ => changes.Beat());
        using var counted = waits.Begin(engine.Status);
        while (!ready.IsCompleted)
        {
            var changed = changes.Next;
            if (engine.Status.WaitingReason is { } reason && reason != told)
                await TellAsync(claim, told = reason);
            await Task.WhenAny(ready, changed);
            counted.GoOn(engine.Status);
        }

        if (told is not null)
            await TellAsync(claim, null);
        return await ready;
    }

    private async Task TellAsync(ShardClaim claim, Sentence? reason)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var batch = await db.LockBatchAsync(claim.BatchId, CancellationToken.None);
        if (batch is null || !batch.IsActive() || batch.WaitingReason == reason)
            return;

        batch.WaitingReason = reason;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        feed.Update(BatchStanding.Of(batch));
    }
}
