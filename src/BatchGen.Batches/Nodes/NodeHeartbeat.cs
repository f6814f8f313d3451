using System.Reflection;
using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nodes;

/// <summary>
/// Says every few seconds that this machine is there, and reads what the others say. On SQLite, where there are no others, nothing
/// is written and the board shows this machine.
/// </summary>
internal sealed class NodeHeartbeat(
    IDbContextFactory<BatchGenDbContext> contexts,
    NodeBoard board,
    NodeIdentity self,
    DatabaseTime time,
    IServiceProvider services,
    IOptions<NodeOptions> options,
    IOptions<StorageOptions> storage,
    ILogger<NodeHeartbeat> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>A worker asks of the others only which models they have.</summary>
    private const int WorkerReadsEvery = 4;

    private static readonly string Version = typeof(NodeHeartbeat).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "?";

    private readonly CancellationTokenSource _stopping = new();
    private DateTimeOffset _startedAt;
    private Task _beating = Task.CompletedTask;

    private bool IsShared => storage.Value.Provider == StorageProvider.PostgreSql;

    /// <exception cref="StorageException">node_name_in_use: another process that lives has this name.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsShared)
        {
            await time.SynchronizeAsync(cancellationToken);
            await RequireOwnNameAsync(cancellationToken);
        }

        _startedAt = time.GetUtcNow();
        // The first one is short: gathering may have to start the planning process, and a start waits for nobody.
        await BeatAsync(NodeReport.Empty, reads: true, cancellationToken);
        _beating = Task.Run(() => BeatOnAsync(_stopping.Token), CancellationToken.None);
    }

    /// <summary>In good order: others need not wait until it is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _beating.WaitAsync(cancellationToken);
        if (!IsShared)
            return;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Nodes.Where(node => node.Name == self.Name && node.Process == self.Process)
                .ExecuteUpdateAsync(set => set.SetProperty(node => node.LeftAt, time.GetUtcNow()), cancellationToken);
        }
        catch (Exception failure) when (DatabaseFailure.Of(failure) is not null)
        {
            // Then it is gone after a while, which is as good.
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task BeatOnAsync(CancellationToken cancellationToken)
    {
        var wasAway = false;
        for (var turn = 0; ; turn++)
        {
            try
            {
                // Asked for here and not at the start: a host may have no engines, and then has no such machine either.
                var report = await services.GetRequiredService<NodeReporter>().MakeAsync(cancellationToken);
                await BeatAsync(report, reads: self.ServesPages || turn % WorkerReadsEvery == 0, cancellationToken);
                wasAway = false;
                await Task.Delay(options.Value.HeartbeatInterval, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!wasAway)
                    logger.LogError(
                        failure, "This machine could not say that it is there; it is tried again every {Interval}.", options.Value.HeartbeatInterval);
                wasAway = true;
                await Task.Delay(options.Value.HeartbeatInterval, CancellationToken.None);
            }
        }
    }

    private async Task BeatAsync(NodeReport report, bool reads, CancellationToken cancellationToken)
    {
        board.SetOwn(report, Version, _startedAt);
        if (!IsShared)
            return;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            await time.SynchronizeAsync(db, cancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Nodes" ("Name", "Process", "Role", "Version", "StartedAt", "HeardAt", "LeftAt", "ReportJson")
                VALUES ({self.Name}, {self.Process}, {self.Role.ToString()}, {Version}, {_startedAt}, clock_timestamp(), NULL, {report.ToJson()})
                ON CONFLICT ("Name") DO UPDATE SET "Process" = excluded."Process", "Role" = excluded."Role", "Version" = excluded."Version",
                    "StartedAt" = excluded."StartedAt", "HeardAt" = excluded."HeardAt", "LeftAt" = NULL, "ReportJson" = excluded."ReportJson"
                """,
                cancellationToken);
        }

        if (reads)
            await board.ReadAsync(cancellationToken);
    }

    /// <summary>Whoever had the name before may be dead, or another machine that is called the same: only a living one says something new.</summary>
    private async Task RequireOwnNameAsync(CancellationToken cancellationToken)
    {
        if (await HeardOfAnotherAsync(cancellationToken) is not { } before)
            return;
        await Task.Delay(2 * options.Value.HeartbeatInterval, cancellationToken);
        if (await HeardOfAnotherAsync(cancellationToken) is { } now && now.HeardAt > before.HeardAt)
        {
            throw new StorageException(
                "node_name_in_use",
                $"Another BatchGen on this database is called '{self.Name}' too and is running (process {now.Process.Split('/')[1]} on {now.Process.Split('/')[0]}). Give each a name of its own with Node:Name (--node-name).");
        }
    }

    private async Task<Node?> HeardOfAnotherAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Nodes.AsNoTracking().SingleOrDefaultAsync(node => node.Name == self.Name, cancellationToken);
        return row is { LeftAt: null } && row.Process != self.Process && time.GetUtcNow() - row.HeardAt <= options.Value.GoneAfter ? row : null;
    }
}
