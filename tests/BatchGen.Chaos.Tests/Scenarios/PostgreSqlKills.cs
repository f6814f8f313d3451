using System.Diagnostics;
using System.Globalization;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;
using BatchGen.Testing.Databases;
using Npgsql;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>
/// Three servers share one PostgreSQL: they and their engines are killed and stopped for a while, and so is PostgreSQL. One is killed in the
/// middle and stays away until others carry what it held.
/// </summary>
internal sealed class PostgreSqlKills : IScenario
{
    private const int Servers = 3;

    /// <summary>What is promised: a claim that nobody renews lapses, and another server takes it.</summary>
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(60);

    public string Name => "postgresql-kills";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        if (PostgreSqlCluster.Programs is null)
            return ScenarioRow.NotRun(Name, "PostgreSQL is not installed");
        using var folder = new ScratchFolder();
        var cluster = PostgreSqlCluster.Start("");
        cluster.CreateDatabase("chaos");
        var settings = WebServer.SettingsFor(folder.File("data"), cluster.ConnectionString("chaos"));
        // On one machine, each needs a name of its own.
        var servers = Enumerable.Range(1, Servers).Select(number => new WebServer(
            new Dictionary<string, string?>(settings) { ["Node:Name"] = string.Create(CultureInfo.InvariantCulture, $"server {number}") })).ToList();
        try
        {
            servers.ForEach(server => server.Start());
            using var work = new DisturbedRun(run, servers);
            var killer = new Killer(run, work, servers) { Database = cluster, Takeover = server => TakeOverAsync(server, cluster) };
            await work.RunAsync(killer.RunAsync);
            if (killer.TakenOverAfter is { } after && after > TakenOverWithin)
                work.Complain($"what a killed server held was carried by others after {after.TotalSeconds:0.0} s only");
            return work.Row(
                Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Sizes.Items} items, {Servers} servers, kill -9, {killer.Stalls} stalls of {run.Sizes.Stall.TotalSeconds:0} s"),
                $"web {killer.WebKills}, engine {killer.EngineKills}, PostgreSQL {killer.DatabaseKills}",
                killer.TakenOverAfter is { } took
                    ? string.Create(CultureInfo.InvariantCulture, $"shards of a killed server run elsewhere after {took.TotalSeconds:0.0} s")
                    : "no server held a shard when it was killed");
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
            cluster.Stop();
        }
    }

    /// <summary>Kills the server if it carries shards, waits until others carry or have done all of them, and starts it again.</summary>
    /// <returns>How long that took; null when it held none, in the end or from the beginning: then it is not killed.</returns>
    private static async Task<TimeSpan?> TakeOverAsync(WebServer server, PostgreSqlCluster cluster)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("chaos"));
        var holder = $"{Environment.MachineName}/{server.Id.ToString(CultureInfo.InvariantCulture)}/%";
        if (await HeldAsync(source, holder) == 0)
            return null;
        await server.KillAsync();
        var watch = Stopwatch.StartNew();
        var held = await HeldAsync(source, holder);
        if (held > 0)
        {
            // Given back is not yet carried: somebody else's claim, or its end, is.
            while (await HeldAsync(source, holder) > 0 && watch.Elapsed < Patience.Ceiling)
                await Task.Delay(100);
        }

        var took = watch.Elapsed;
        server.StartAgain();
        return held > 0 ? took : null;
    }

    private static async Task<long> HeldAsync(NpgsqlDataSource source, string holder)
    {
        await using var command = source.CreateCommand("""SELECT count(*) FROM "Shards" WHERE "ClaimedBy" LIKE $1""");
        command.Parameters.Add(new NpgsqlParameter { Value = holder });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
