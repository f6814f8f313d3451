using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Requests;
using BatchGen.Code.Splitting;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Execution;

/// <summary>
/// One call of the engine: hands out the items' requests, takes what comes back, and brings each item to its end,
/// whole, in pieces, or by another try. The two sides run at once.
/// </summary>
internal sealed class ShardWork(
    ShardClaim claim, LongItems longItems, InFlightItems inFlight, GroupCommitter committer, ProgressFeed feed, TimeProvider time)
{
    private readonly FollowUps _followUps = new();
    private readonly ConcurrentDictionary<long, LongItem> _open = [];
    private readonly AnswerJudge _judge = new(claim.Settings);

    /// <param name="isToStop">Asked before each request; true sends nothing new and leaves the rest pending.</param>
    public async IAsyncEnumerable<GenerationRequest> FeedAsync(
        IAsyncEnumerable<ShardItem> items, Func<bool> isToStop, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var generation in GenerationsAsync(items, cancellationToken))
        {
            await inFlight.WaitForRoomAsync(cancellationToken);
            if (isToStop())
                yield break;
            inFlight.Add(generation);
            // A batch's shards are one kind of work: how long its answers get is learnt over all of them.
            yield return generation.Request with { Group = claim.BatchPublicId };
        }
    }

    public async Task HandleAsync(GenerationEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case GenerationStarted started:
                Announce(inFlight.Start(started.Id).Item);
                break;
            case GenerationFinished finished:
                await FinishAsync(inFlight.Remove(finished.Id), finished.Result, cancellationToken);
                break;
            case GenerationFailed failed:
                await FailAsync(inFlight.Remove(failed.Id), failed.Failure, cancellationToken);
                break;
        }
    }

    /// <summary>Items that something was sent of and that have no end.</summary>
    public IReadOnlyList<int> OpenOrdinals() => [.. inFlight.Ordinals().Union(_open.Values.Select(open => open.Item.Ordinal))];

    /// <summary>What is begun goes before what is new, so that few items are open at once.</summary>
    private async IAsyncEnumerable<Generation> GenerationsAsync(
        IAsyncEnumerable<ShardItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            foreach (var generation in await OpenAsync(item, cancellationToken))
                yield return generation;
            while (_followUps.TryTake(out var followUp))
                yield return followUp!;
        }

        _followUps.Seal();
        await foreach (var followUp in _followUps.TakeAllAsync(cancellationToken))
            yield return followUp;
    }

    private async Task<IReadOnlyList<Generation>> OpenAsync(ShardItem item, CancellationToken cancellationToken)
    {
        _followUps.Open();
        if (item.Parts == 0)
            return [new Generation(item, null, longItems.RequestFor(item))];
        try
        {
            var open = await longItems.OpenAsync(item, cancellationToken);
            _open[item.Id] = open;
            return await AdvanceAsync(open, cancellationToken);
        }
        catch (ChunkingException exception)
        {
            await EndAsync(new ItemFailed(item, exception.Code, exception.Sentence), cancellationToken);
            return [];
        }
    }

    /// <summary>What the item needs next; none once it has its end.</summary>
    private async Task<IReadOnlyList<Generation>> AdvanceAsync(LongItem open, CancellationToken cancellationToken)
    {
        switch (await open.AdvanceAsync(cancellationToken))
        {
            case LongNeeds needs:
                return [.. needs.Pieces.Select(piece => new Generation(open.Item, piece.Id, longItems.RequestFor(open.Item, piece)))];
            case LongJoined joined:
                var answer = new JudgedAnswer(joined.Result, _judge.JudgeJoined(open.Item.Request, joined.Result));
                await EndAsync(new ItemSucceeded(open.Item, answer, open.Tries, joined.Lineage), cancellationToken);
                return [];
            case LongFailed failed:
                await EndAsync(failed.End, cancellationToken);
                return [];
            case var other:
                throw new InvalidOperationException($"Unknown step {other.GetType().Name}.");
        }
    }

    private async Task FinishAsync(Generation generation, SequenceResult result, CancellationToken cancellationToken)
    {
        var verdict = generation.Piece is null ? _judge.JudgeWhole(generation.Item.Request, result) : AnswerJudge.JudgePiece(result);
        var answer = new JudgedAnswer(result, verdict);
        if (QualityRetries.Next(generation, answer, claim.Settings.QualityRetry) is { } again)
        {
            _followUps.Add(again);
            return;
        }

        await SettleAsync(generation, answer.BetterOf(generation.Kept), cancellationToken);
    }

    private async Task FailAsync(Generation generation, SequenceFailure failure, CancellationToken cancellationToken)
    {
        if (generation.Kept is { } kept)
        {
            // A further try that fails takes nothing from the answer there is.
            await SettleAsync(generation, kept, cancellationToken);
        }
        else if (generation.Piece is { } piece)
        {
            var end = new PieceFailed(generation.Item, piece, failure.Code, failure.Message);
            var open = _open[generation.Item.Id];
            open.Take(end);
            await committer.AddAsync(end, cancellationToken);
            await GoOnAsync(open, cancellationToken);
        }
        else
        {
            var field = failure.Code == ProblemCodes.ContextLengthExceeded ? generation.Item.Request.TextField : null;
            await EndAsync(new ItemFailed(generation.Item, failure.Code, failure.Message, field), cancellationToken);
        }
    }

    private async Task SettleAsync(Generation generation, JudgedAnswer answer, CancellationToken cancellationToken)
    {
        if (generation.Piece is not { } piece)
        {
            await EndAsync(new ItemSucceeded(generation.Item, answer, generation.Tries), cancellationToken);
            return;
        }

        var open = _open[generation.Item.Id];
        open.Take(piece, answer.Result, generation.Tries);
        // Before the item's own end, and so at the latest in the same transaction.
        await committer.AddAsync(new PieceSucceeded(generation.Item, piece, answer.Result), cancellationToken);
        await GoOnAsync(open, cancellationToken);
    }

    private async Task GoOnAsync(LongItem open, CancellationToken cancellationToken)
    {
        Announce(open.Item);
        if (!open.IsIdle)
            return;
        try
        {
            foreach (var generation in await AdvanceAsync(open, cancellationToken))
                _followUps.Add(generation);
        }
        catch (ChunkingException exception)
        {
            await EndAsync(new ItemFailed(open.Item, exception.Code, exception.Sentence), cancellationToken);
        }
    }

    private async Task EndAsync(ItemEnd end, CancellationToken cancellationToken)
    {
        feed.ItemsLeft(claim.BatchPublicId, [end.Item.Ordinal]);
        await committer.AddAsync(end, cancellationToken);
        _open.TryRemove(end.Item.Id, out _);
        _followUps.Close();
    }

    private void Announce(ShardItem item)
    {
        var now = time.GetUtcNow();
        var running = _open.TryGetValue(item.Id, out var open)
            ? new RunningItem(item.Ordinal, item.CustomId, open.Start(now), open.Pieces, open.PiecesDone)
            : new RunningItem(item.Ordinal, item.CustomId, now);
        feed.ItemStarted(claim.BatchPublicId, running);
    }
}
