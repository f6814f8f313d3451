using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>The server and its engine are killed at random moments while batches run; everything is kept in SQLite.</summary>
internal sealed class SqliteKills : IScenario
{
    public string Name => "sqlite-kills";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        await using var server = new WebServer(WebServer.SettingsFor(folder.File("data")));
        server.Start();
        using var work = new DisturbedRun(run, [server]);
        var killer = new Killer(run, work, [server]);
        await work.RunAsync(killer.RunAsync);
        return work.Row(Name, $"{run.Sizes.Items} items, kill -9", $"web {killer.WebKills}, engine {killer.EngineKills}", "");
    }
}
