using BatchGen.Batches.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Execution;

/// <summary>Runs <see cref="Retention"/> every night at 03:30 of the server's time.</summary>
internal sealed class RetentionService(
    Retention retention, IOptionsMonitor<StorageOptions> storage, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = new(3, 30, 0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(UntilNight(), time, stoppingToken);
            try
            {
                var deleted = await retention.DeleteExpiredAsync(stoppingToken);
                if (storage.CurrentValue.KeepResultsFor is { } keep)
                    logger.LogInformation("{Batches} batches that ended more than {Keep} ago were deleted (Storage:KeepResultsFor).", deleted, keep);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Old batches could not be deleted; this is tried again tomorrow night.");
            }
        }
    }

    private TimeSpan UntilNight()
    {
        var now = time.GetLocalNow();
        var night = now.Date + Hour;
        return (night > now.DateTime ? night : night.AddDays(1)) - now.DateTime;
    }
}
