using System.Net;
using System.Text.Json;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing.Databases;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Ends processes at random moments, spread over the work: by its progress, so that a slow machine is harmed as often as a fast one.</summary>
internal sealed class Killer(ChaosRun run, DisturbedRun work, IReadOnlyList<WebServer> servers)
{
    /// <summary>
    /// Deaths of the engine without a result between them, after which a batch counts as one
    /// that no engine survives (Execution:MaxEngineLossesInARow is 10).
    /// </summary>
    private const int MostWithoutResult = 4;

    /// <summary>The last harm comes before the work runs out.</summary>
    private const double HarmedShare = 0.9;

    /// <summary>Servers that are killed until others carry what they held; first of all, since work that is done early leaves the last harm out.</summary>
    private const int Takeovers = 2;

    private readonly Random _random = new(run.Seed);
    private int _withoutResult;
    private int _doneAtLastKill = -1;

    public int WebKills { get; private set; }

    public int EngineKills { get; private set; }

    public int DatabaseKills { get; private set; }

    /// <summary>Servers and engines that stood still for a while.</summary>
    public int Stalls { get; private set; }

    /// <summary>Null where the database is a file, which nobody can kill; servers then stand still for nobody either.</summary>
    public PostgreSqlCluster? Database { get; init; }

    /// <summary>Kills a server until others carry its work; null where there are no others.</summary>
    public Func<WebServer, Task<TimeSpan?>>? Takeover { get; init; }

    /// <summary>The longest takeover that was seen.</summary>
    public TimeSpan? TakenOverAfter { get; private set; }

    /// <param name="workEnded">There is nothing left to harm.</param>
    public async Task RunAsync(CancellationToken workEnded)
    {
        var harms = Harms();
        var moments = harms.Select(_ => _random.NextDouble() * HarmedShare * run.Sizes.Items).Order().ToList();
        try
        {
            foreach (var (harm, moment) in harms.Zip(moments))
            {
                while (work.Done < moment)
                    await Task.Delay(20, workEnded);
                // Not at the moment of a commit that was just seen, but anywhere between two.
                await Task.Delay(_random.Next(0, _random.Next(10) == 0 ? 1_500 : 400), workEnded);
                await harm(workEnded);
            }
        }
        catch (OperationCanceledException) when (workEnded.IsCancellationRequested && work.HasEnded)
        {
            // What is left of the harm has nobody to meet any more; the counts say so.
        }
    }

    private Func<CancellationToken, Task>[] Harms()
    {
        Func<CancellationToken, Task>[] harms =
        [
            .. Enumerable.Repeat(KillWebAsync, run.Sizes.WebKills),
            .. Enumerable.Repeat(KillEngineAsync, run.Sizes.EngineKills),
            .. Enumerable.Repeat(KillDatabaseAsync, Database is null ? 0 : run.Sizes.DatabaseKills),
            .. Enumerable.Repeat(StallAsync, Database is null ? 0 : run.Sizes.Stalls),
        ];
        _random.Shuffle(harms);
        return [.. Enumerable.Repeat(TakeOverAsync, Takeover is null ? 0 : Takeovers), .. harms];
    }

    private async Task KillWebAsync(CancellationToken cancellationToken)
    {
        await servers[_random.Next(servers.Count)].RestartAsync();
        WebKills++;
        await TellAsync();
    }

    /// <summary>
    /// One that computes. One that is killed while it loads is taken for one that the system ended for want of memory, and comes back with
    /// less and later: that is promised too, and tested elsewhere, but no engine is to be had meanwhile.
    /// </summary>
    private async Task KillEngineAsync(CancellationToken cancellationToken)
    {
        while (_withoutResult >= MostWithoutResult && work.Done == _doneAtLastKill)
            await Task.Delay(20, cancellationToken);
        while (true)
        {
            var server = servers[_random.Next(servers.Count)];
            if (server.EngineId is { } engine && await IsReadyAsync(cancellationToken) && server.EngineId == engine && ChildProcesses.Kill(engine))
                break;
            await Task.Delay(50, cancellationToken);
        }

        EngineKills++;
        _withoutResult = work.Done == _doneAtLastKill ? _withoutResult + 1 : 0;
        _doneAtLastKill = work.Done;
        await TellAsync();
    }

    private async Task KillDatabaseAsync(CancellationToken cancellationToken)
    {
        Database!.Kill();
        await Task.Delay(_random.Next(500), CancellationToken.None);
        await Task.Run(Database.StartAgain, CancellationToken.None);
        DatabaseKills++;
    }

    /// <summary>A stopped process holds its connections, locks and claims, and does not know afterwards that time has passed.</summary>
    private async Task StallAsync(CancellationToken cancellationToken)
    {
        var server = servers[_random.Next(servers.Count)];
        var id = _random.Next(2) == 0 ? server.Id : server.EngineId ?? server.Id;
        await ChildProcesses.SignalAsync(id, "STOP");
        try
        {
            await Task.Delay(run.Sizes.Stall, CancellationToken.None);
        }
        finally
        {
            await ChildProcesses.SignalAsync(id, "CONT");
        }

        Stalls++;
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            if (await Takeover!(server) is not { } took)
                continue;
            WebKills++;
            TakenOverAfter = TakenOverAfter is { } before && before > took ? before : took;
            return;
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken) =>
        await work.Api.TryAsync(HttpMethod.Get, "/readyz", null, cancellationToken) is { Status: HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable } answer
        && JsonSerializer.Deserialize<JsonElement>(answer.Text).GetProperty("parts").GetProperty("engine").GetProperty("status").GetString() == "ok";

    private async Task TellAsync()
    {
        if ((WebKills + EngineKills) % 20 == 0)
            await run.Log.WriteLineAsync($"  {WebKills} kills of the server and {EngineKills} of the engine, {work.Done} of {run.Sizes.Items} items done");
    }
}
