using BatchGen.Batches.Data;
using BatchGen.Batches.Tracing;
using BatchGen.Engine.Client;
using Hangfire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>
/// The Hangfire job that wakes a worker: it takes shards, one after the other, until there is none for it. Whose shards they are is
/// decided each time anew, by the database (<see cref="NextShard"/>); a job that finds none ends at once.
/// </summary>
public sealed class ShardJob
{
    private readonly ShardHandBack _handBack;
    private readonly ShardClaims _claims;
    private readonly ShardRunner _runner;
    private readonly ShardCompletion _completion;
    private readonly ShardFailures _failures;
    private readonly ShardQueue _queue;
    private readonly ExecutionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ShardJob(
        ShardHandBack handBack,
        ShardClaims claims,
        ShardRunner runner,
        ShardCompletion completion,
        ShardFailures failures,
        ShardQueue queue,
        IOptions<ExecutionOptions> options,
        TimeProvider time,
        ILogger<ShardJob> logger)
    {
        _handBack = handBack;
        _claims = claims;
        _runner = runner;
        _completion = completion;
        _failures = failures;
        _queue = queue;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <param name="batchId">The batch it was queued for, as the queue's own pages name it.</param>
    // Hangfire's own retries are for a database that is away, however long: the upkeep finds what ran out of them. Everything else is
    // counted where a page can show it.
    [JobDisplayName("Batch {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 30])]
    public async Task RunAsync(long batchId, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            switch (await _claims.TakeNextAsync(cancellationToken))
            {
                case TakenShard taken:
                    await RunClaimedAsync(taken.Claim, taken.Active, cancellationToken);
                    break;
                case LeaveToOthers left:
                    await _handBack.GiveAsync(left, cancellationToken);
                    return;
                case NoShard:
                    return;
                case var other:
                    throw new InvalidOperationException($"Unknown choice {other.GetType().Name}.");
            }
        }
    }

    /// <summary>One shard, and then no other. False when there was none for this process.</summary>
    internal async Task<bool> RunOneAsync(CancellationToken cancellationToken)
    {
        if (await _claims.TakeNextAsync(cancellationToken) is not TakenShard taken)
            return false;
        await RunClaimedAsync(taken.Claim, taken.Active, cancellationToken);
        return true;
    }

    private async Task RunClaimedAsync(ShardClaim claim, ActiveShard active, CancellationToken shutdown)
    {
        using var ids = _logger.BeginScope(LogIds.OfShard(claim.BatchPublicId, claim.ShardId));
        using var span = Spans.BeginShard(claim.BatchPublicId, claim.ShardId, claim.LastOrdinal - claim.FirstOrdinal + 1, claim.TraceParent);
        using var shard = active;
        using var work = CancellationTokenSource.CreateLinkedTokenSource(shard.Stopped);
        // What is in the engine may still end; nothing new is sent. At the end of work hours it is the same, and ClosingTime counts the grace.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(shutdown, shard.Closed);
        await using var grace = shutdown.Register(() => work.CancelAfter(_options.StopGrace));
        await using var keeper = new ClaimKeeper(claim, _claims, shard, _options.ClaimDuration / 3, _time, _logger);
        try
        {
            _logger.LogInformation(
                "Shard {ShardId} of batch {Batch} begins: items {First} to {Last}.", claim.ShardId, claim.BatchPublicId, claim.FirstOrdinal, claim.LastOrdinal);
            if (await _runner.RunAsync(claim, shard, ending.Token, work.Token))
            {
                await _completion.CompleteAsync(claim);
                _logger.LogInformation("Shard {ShardId} of batch {Batch} has ended.", claim.ShardId, claim.BatchPublicId);
            }
            else
            {
                await GiveBackAsync(claim);
            }
        }
        catch (OperationCanceledException) when (shard.Stopped.IsCancellationRequested)
        {
            // The batch was cancelled, failed or deleted, its work hours are over, or another worker took the shard: nothing is left to do here.
            await _claims.ReleaseAsync(claim);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            await GiveBackAsync(claim);
        }
        catch (EngineException exception)
        {
            Spans.Fail(span, exception);
            _logger.LogError(exception, "Shard {ShardId} of batch {Batch} cannot be run.", claim.ShardId, claim.BatchPublicId);
            if (!claim.IsOneOfSeveral)
                await _failures.FailBatchAsync(claim, exception.Code, exception.Sentence);
            else if (await _failures.FailItemsAsync(claim, exception.Code, exception.Sentence))
                await _completion.CompleteAsync(claim);
        }
        catch (Exception exception) when (DatabaseFailure.Of(exception) is { } away)
        {
            Spans.Fail(span, exception);
            // No fault of the shard, and it may last: what is not stored runs again, as often as it takes.
            _logger.LogWarning("Shard {ShardId} of batch {Batch} waits: {Reason}", claim.ShardId, claim.BatchPublicId, away.Sentence);
            await TryReleaseAsync(claim);
            throw;
        }
        catch (Exception exception)
        {
            Spans.Fail(span, exception);
            _logger.LogError(exception, "Shard {ShardId} of batch {Batch} failed.", claim.ShardId, claim.BatchPublicId);
            await _failures.RecordAsync(claim, exception);
        }
    }

    /// <summary>At once, so that another machine need not wait for the claim to lapse; this one goes on at its next start.</summary>
    private async Task GiveBackAsync(ShardClaim claim)
    {
        await _claims.ReleaseAsync(claim);
        _queue.EnqueueWork(claim.BatchId, openShards: 1, claim.Priority);
        _logger.LogInformation("Shard {ShardId} of batch {Batch} was given back: work stops here.", claim.ShardId, claim.BatchPublicId);
    }

    private async Task TryReleaseAsync(ShardClaim claim)
    {
        try
        {
            await _claims.ReleaseAsync(claim);
        }
        catch (Exception exception) when (DatabaseFailure.Of(exception) is not null)
        {
            // It lapses by itself.
        }
    }
}
