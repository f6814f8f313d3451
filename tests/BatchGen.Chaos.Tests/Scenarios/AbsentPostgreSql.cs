using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;
using BatchGen.Testing.Databases;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>PostgreSQL is stopped in a hurry and started again later.</summary>
internal sealed class AbsentPostgreSql : IScenario
{
    public string Name => "postgresql-away";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        if (PostgreSqlCluster.Programs is null)
            return ScenarioRow.NotRun(Name, "PostgreSQL is not installed");
        using var folder = new ScratchFolder();
        var cluster = PostgreSqlCluster.Start("");
        cluster.CreateDatabase("chaos");
        await using var server = new WebServer(WebServer.SettingsFor(folder.File("data"), cluster.ConnectionString("chaos")));
        server.Start();
        return await Outage.RunAsync(
            run, Name, "PostgreSQL is stopped", server, ["database"], () => Task.Run(cluster.Stop), () => Task.Run(cluster.StartAgain));
    }
}
