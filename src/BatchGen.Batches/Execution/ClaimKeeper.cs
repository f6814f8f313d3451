using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Execution;

/// <summary>Renews a claim while its shard runs, and stops the shard when the claim is lost.</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    public ClaimKeeper(ShardClaim claim, ShardClaims claims, ActiveShard shard, TimeSpan interval, TimeProvider time, ILogger logger) =>
        _renewing = RenewAsync(claim, claims, shard, new PeriodicTimer(interval, time), logger);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _done.Dispose();
    }

    private async Task RenewAsync(ShardClaim claim, ShardClaims claims, ActiveShard shard, PeriodicTimer timer, ILogger logger)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_done.Token))
                {
                    if (!await StillHeldAsync(claim, claims, logger))
                        shard.Stop();
                }
            }
            catch (OperationCanceledException)
            {
                // The shard ended.
            }
        }
    }

    private async Task<bool> StillHeldAsync(ShardClaim claim, ShardClaims claims, ILogger logger)
    {
        try
        {
            return await claims.RenewAsync(claim, _done.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A database that is away for a moment is no reason to drop the work; the claim outlives two missed renewals.
            logger.LogWarning(exception, "The claim of shard {ShardId} could not be renewed.", claim.ShardId);
            return true;
        }
    }
}
