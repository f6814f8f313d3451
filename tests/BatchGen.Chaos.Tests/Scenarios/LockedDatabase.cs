using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;
using Microsoft.Data.Sqlite;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Another program holds SQLite's lock for writing.</summary>
internal sealed class LockedDatabase : IScenario
{
    public string Name => "locked";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        var data = folder.File("data");
        await using var server = new WebServer(WebServer.SettingsFor(data));
        server.Start();
        var text = new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "batchgen.db"), Pooling = false }.ConnectionString;
        await using var connection = new SqliteConnection(text);
        return await Outage.RunAsync(
            run,
            Name,
            "another program holds the database",
            server,
            ["database"],
            async () =>
            {
                await connection.OpenAsync();
                await RunAsync(connection, "PRAGMA busy_timeout=60000; BEGIN EXCLUSIVE;");
            },
            async () =>
            {
                await RunAsync(connection, "ROLLBACK;");
                await connection.CloseAsync();
            });
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
