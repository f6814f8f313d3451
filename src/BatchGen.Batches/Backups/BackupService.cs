using Cronos;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Backups;

/// <summary>Makes the copies that section "Backup" asks for.</summary>
public sealed class BackupService(BackupWriter writer, IOptions<BackupOptions> options, TimeProvider time, ILogger<BackupService> logger) : BackgroundService
{
    private volatile BackupAttempt? _last;

    /// <summary>The last one of this process; null before the first.</summary>
    public BackupAttempt? Last => _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Folder is not { } folder)
            return;
        var cron = CronExpression.Parse(options.Value.Cron);
        while (cron.GetNextOccurrence(time.GetUtcNow(), time.LocalTimeZone) is { } next)
        {
            await Task.Delay(next - time.GetUtcNow(), time, stoppingToken);
            await MakeAsync(folder, stoppingToken);
        }
    }

    private async Task MakeAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var made = await writer.WriteAsync(folder, options.Value.Keep, cancellationToken);
            _last = new BackupAttempt(time.GetUtcNow(), Problem: null);
            logger.LogInformation("Everything was copied to {Path}: {Bytes} bytes, {Files} files.", made.Path, made.Bytes, made.Manifest.Files);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _last = new BackupAttempt(time.GetUtcNow(), exception.Message);
            logger.LogError(exception, "No copy was made; the next is due by Backup:Cron.");
        }
    }
}

/// <param name="Problem">Null when a copy was made.</param>
public sealed record BackupAttempt(DateTimeOffset At, string? Problem);
