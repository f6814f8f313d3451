using BatchGen.Engine.Client;
using Hangfire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>The Hangfire job that carries a shard. Delivered at least once, by design of Hangfire: a second delivery finds nothing to claim.</summary>
public sealed class ShardJob
{
    /// <summary>How often others may take what was chosen before the job goes back to the queue.</summary>
    private const int Looks = 5;

    private readonly ShardChoice _choice;
    private readonly ShardHandBack _handBack;
    private readonly ShardClaims _claims;
    private readonly ShardRunner _runner;
    private readonly ShardCompletion _completion;
    private readonly ShardFailures _failures;
    private readonly ActiveShards _active;
    private readonly ShardQueue _queue;
    private readonly ExecutionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal ShardJob(
        ShardChoice choice,
        ShardHandBack handBack,
        ShardClaims claims,
        ShardRunner runner,
        ShardCompletion completion,
        ShardFailures failures,
        ActiveShards active,
        ShardQueue queue,
        IOptions<ExecutionOptions> options,
        TimeProvider time,
        ILogger<ShardJob> logger)
    {
        _choice = choice;
        _handBack = handBack;
        _claims = claims;
        _runner = runner;
        _completion = completion;
        _failures = failures;
        _active = active;
        _queue = queue;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    // Hangfire's own retries are for a database that is away; everything else is counted where a page can show it.
    [JobDisplayName("Shard {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 60, 300])]
    public async Task RunAsync(long shardId, CancellationToken cancellationToken)
    {
        for (var look = 1; look <= Looks; look++)
        {
            switch (await _choice.ChooseAsync(shardId, look, cancellationToken))
            {
                case TakeShard chosen when await TakeAsync(chosen.ShardId, isHinted: chosen.ShardId == shardId, cancellationToken):
                case NoShard:
                    return;
                case LeaveToOthers left:
                    await _handBack.GiveAsync(shardId, left, cancellationToken);
                    return;
            }
        }

        _queue.EnqueueShardLater(shardId, priority: 0, TimeSpan.Zero);
    }

    /// <summary>False when another worker was quicker with a shard that another job was for.</summary>
    private async Task<bool> TakeAsync(long shardId, bool isHinted, CancellationToken cancellationToken)
    {
        switch (await _claims.TryClaimAsync(shardId, cancellationToken))
        {
            case ShardClaim claim:
                await RunClaimedAsync(claim, cancellationToken);
                return true;
            case ClaimHeldElsewhere held when isHinted:
                // Its holder may be dead. When it is not, this job ends at its next look.
                _queue.EnqueueShardLater(shardId, held.Priority, held.Until - _time.GetUtcNow());
                return true;
            default:
                return isHinted;
        }
    }

    private async Task RunClaimedAsync(ShardClaim claim, CancellationToken shutdown)
    {
        using var shard = _active.Add(claim.BatchId);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(shutdown, shard.Stopped);
        await using var keeper = new ClaimKeeper(claim, _claims, shard, _options.ClaimDuration / 3, _time, _logger);
        try
        {
            await _runner.RunAsync(claim, shard, work.Token);
            await _completion.CompleteAsync(claim);
        }
        catch (OperationCanceledException) when (shard.Stopped.IsCancellationRequested)
        {
            // The batch was cancelled, failed or deleted, or another worker took the shard over: nothing is left to do here.
            await _claims.ReleaseAsync(claim);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // Given back at once, so that the next worker need not wait for the claim to lapse; Hangfire requeues the job.
            await _claims.ReleaseAsync(claim);
            throw;
        }
        catch (EngineException exception)
        {
            _logger.LogError(exception, "Batch {Batch} cannot be run.", claim.BatchPublicId);
            await _failures.FailBatchAsync(claim, exception.Code, exception.Sentence);
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "Shard {ShardId} of batch {Batch} failed.", claim.ShardId, claim.BatchPublicId);
            await _failures.RecordAsync(claim, exception);
        }
    }
}
