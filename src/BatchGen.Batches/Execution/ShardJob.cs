using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using Hangfire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>The Hangfire job that carries a shard. Delivered at least once, by design of Hangfire: a second delivery finds nothing to claim.</summary>
public sealed class ShardJob
{
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

    // Hangfire's own retries are for a database that is away, however long: the upkeep finds what ran out of them. Everything else is
    // counted where a page can show it.
    [JobDisplayName("Shard {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 30])]
    public async Task RunAsync(long shardId, CancellationToken cancellationToken)
    {
        switch (await _claims.TryClaimAsync(shardId, cancellationToken))
        {
            case ShardClaim claim:
                await RunClaimedAsync(claim, cancellationToken);
                break;
            case ClaimHeldElsewhere held:
                // Its holder may be dead. When it is not, this job ends at its next look.
                _queue.EnqueueShardLater(shardId, held.Priority, held.Until - _time.GetUtcNow());
                break;
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
        catch (Exception exception) when (DatabaseFailure.Of(exception) is { } away)
        {
            // No fault of the shard, and it may last: what is not stored runs again, as often as it takes.
            _logger.LogWarning("Shard {ShardId} of batch {Batch} waits: {Reason}", claim.ShardId, claim.BatchPublicId, away.Sentence);
            await TryReleaseAsync(claim);
            throw;
        }
        catch (Exception exception)
        {
            _logger.LogError(exception, "Shard {ShardId} of batch {Batch} failed.", claim.ShardId, claim.BatchPublicId);
            await _failures.RecordAsync(claim, exception);
        }
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
