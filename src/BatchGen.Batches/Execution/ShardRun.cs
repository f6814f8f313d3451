using System.Runtime.CompilerServices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Execution;

/// <summary>One worker's way through one shard: healthy items together, suspects alone, until none is pending.</summary>
internal sealed class ShardRun(
    ShardClaim claim,
    ActiveShard shard,
    Lazy<IEngine> engine,
    EngineGate gate,
    EngineWait wait,
    ShardItems items,
    EngineLosses losses,
    ResultCommit commit,
    PieceStore pieces,
    ProgressFeed feed,
    ExecutionOptions options,
    TimeProvider time,
    CancellationToken stopping)
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromMilliseconds(500);

    private int _lossesInARow;

    /// <returns>False when it was told to stop with items left.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Work first: a shard that only wants closing loads no model, and waits for no settings' turn.
            var anyHealthy = await items.AnyHealthyAsync(claim, cancellationToken);
            var suspect = anyHealthy ? null : await items.FindSuspectAsync(claim, cancellationToken);
            if (!anyHealthy && suspect is null)
                return true;
            if (stopping.IsCancellationRequested)
                return false;
            if (suspect is null)
                await RunTogetherAsync(await WaitForEngineAsync(cancellationToken), cancellationToken);
            else
                await RunAloneAsync(await WaitForEngineAsync(cancellationToken), suspect, cancellationToken);
        }
    }

    private async Task<EngineModel> WaitForEngineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await wait.WaitAsync(engine.Value, claim, cancellationToken);
            }
            catch (EngineLostException lost)
            {
                // It died while it loaded; the supervisor starts another.
                CountLoss(lost);
                await Task.Delay(PauseAfterLoss, time, cancellationToken);
            }
        }
    }

    private async Task RunTogetherAsync(EngineModel model, CancellationToken cancellationToken)
    {
        using var place = await gate.ShareAsync(cancellationToken);
        // Twice its slots: the next prompt waits in the engine whenever a sequence ends, and few are lost with it.
        using var inFlight = new InFlightItems(Math.Clamp(2 * model.Context.Slots, 2, options.MaxInFlightItems));

        var lost = await GenerateAsync(
            model, HealthyAsync(cancellationToken), () => gate.IsWantedAlone || stopping.IsCancellationRequested, inFlight, cancellationToken);
        // Reloaded on purpose: nobody is to blame, and what has no end yet is simply sent again.
        if (lost is null or EngineReloadedException)
            return;

        await losses.RecordAsync(claim, inFlight.TakeLost(lost.LastBegun));
        CountLoss(lost);
    }

    private async Task RunAloneAsync(EngineModel model, ShardItem suspect, CancellationToken cancellationToken)
    {
        using var place = await gate.EnterAloneAsync(cancellationToken);
        using var inFlight = new InFlightItems(limit: 1);

        var lost = await GenerateAsync(model, new[] { suspect }.ToAsyncEnumerable(), () => false, inFlight, cancellationToken);
        if (lost is null or EngineReloadedException)
            return;

        if (suspect.EngineLosses + 1 >= Quarantine.LossesToQuarantine)
            await commit.CommitAsync(claim, [Quarantine.End(suspect, lost.Message)]);
        else
            await losses.RecordAsync(claim, inFlight.TakeLost(lost.LastBegun));

        // A quarantined item does not start the count anew: an engine that dies of everything stops the batch.
        CountLoss(lost);
    }

    /// <summary>Brings the items to their ends. Null when the engine lived through it; else how it was lost.</summary>
    private async Task<EngineLostException?> GenerateAsync(
        EngineModel model, IAsyncEnumerable<ShardItem> work, Func<bool> isToStop, InFlightItems inFlight, CancellationToken cancellationToken)
    {
        // Disposed first on the way out: what the engine finished before it died is committed before its loss is recorded.
        await using var committer = new GroupCommitter(claim, commit, options, shard.Stop, time);
        var desk = new ShardWork(claim, new LongItems(claim, model, new TokenCounter(engine.Value), pieces), inFlight, committer, feed, time);
        try
        {
            await foreach (var happened in engine.Value.GenerateAsync(desk.FeedAsync(work, isToStop, cancellationToken), cancellationToken))
            {
                if (happened is GenerationFinished or GenerationFailed)
                    _lossesInARow = 0;
                await desk.HandleAsync(happened, cancellationToken);
            }

            return inFlight.Count == 0
                ? null
                : throw new InvalidOperationException($"The engine ended its stream with {inFlight.Count} requests unanswered.");
        }
        catch (EngineLostException lost)
        {
            return lost;
        }
        finally
        {
            feed.ItemsLeft(claim.BatchPublicId, desk.OpenOrdinals());
        }
    }

    private async IAsyncEnumerable<ShardItem> HealthyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = claim.FirstOrdinal - 1;
        while (true)
        {
            var page = await items.LoadHealthyAsync(claim, after, cancellationToken);
            if (page.Count == 0)
                yield break;

            foreach (var item in page)
            {
                yield return item;
                after = item.Ordinal;
            }
        }
    }

    private void CountLoss(EngineLostException lost)
    {
        if (++_lossesInARow > options.MaxEngineLossesInARow)
            throw new EngineException(
                "engine_lost_repeatedly",
                $"The engine died {_lossesInARow} times in a row without finishing an item, so the batch was stopped. What it has is kept; retry the batch once the cause is gone. The last reason was: {lost.Sentence}",
                lost);
    }
}
