using Microsoft.Data.Sqlite;

namespace BatchGen.Chaos.Tests.Witnesses;

/// <param name="Results">Shown ones that were looked for.</param>
internal sealed record CutFinding(int Results, int Lost, int Changed, IReadOnlyList<string> Problems);

/// <summary>What a SQLite file still knows after a power cut, asked of the file itself.</summary>
internal static class CutDatabase
{
    /// <param name="shown">Values by batch and custom id.</param>
    public static async Task<CutFinding> LookAsync(string dataDirectory, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> shown)
    {
        var problems = new List<string>();
        var path = Path.Combine(dataDirectory, "batchgen.db");
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        if (await ScalarAsync(connection, "PRAGMA integrity_check") is not "ok" and var damage)
            problems.Add($"the database is damaged: {damage}");

        int looked = 0, lost = 0, changed = 0;
        var kept = await ResultsAsync(connection);
        foreach (var (batch, results) in shown)
        {
            foreach (var (id, value) in results)
            {
                looked++;
                if (!kept.TryGetValue((batch, id), out var found))
                    lost++;
                else if (found != value)
                    changed++;
            }
        }

        foreach (var file in await PathsAsync(connection, "SELECT RelativePath FROM Files"))
        {
            if (new FileInfo(Path.Combine(dataDirectory, file)) is not { Exists: true, Length: > 0 })
                problems.Add($"the file {file} is in the database and not on the disk");
        }

        if (!Directory.Exists(Path.Combine(dataDirectory, "keys")) || Directory.GetFiles(Path.Combine(dataDirectory, "keys"), "*.xml").Length == 0)
            problems.Add("the key of the webhooks' secrets is not on the disk");

        foreach (var batch in await PathsAsync(connection, "SELECT PublicId FROM Batches WHERE OutputFile IS NOT NULL"))
        {
            var output = Path.Combine(dataDirectory, "batches", batch, "output.jsonl");
            if (!File.Exists(output) || ShownResult.OfFile(await File.ReadAllTextAsync(output)) is not { Count: > 0 })
                problems.Add($"batch {batch} has ended and its output file is not on the disk");
        }

        if (lost + changed > 0)
            problems.Add($"of {looked} shown results {lost} are lost and {changed} changed");
        return new CutFinding(looked, lost, changed, problems);
    }

    private static async Task<Dictionary<(string Batch, string CustomId), string>> ResultsAsync(SqliteConnection connection)
    {
        var results = new Dictionary<(string, string), string>();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT b.PublicId, i.CustomId, r.Text, i.ErrorCode
            FROM Items i JOIN Batches b ON b.Id = i.BatchId LEFT JOIN Results r ON r.ItemId = i.Id
            WHERE r.Text IS NOT NULL OR i.ErrorCode IS NOT NULL
            """;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            results[(reader.GetString(0), reader.GetString(1))] = reader.IsDBNull(2) ? ShownResult.ErrorValue(reader.GetString(3)) : reader.GetString(2);
        return results;
    }

    private static async Task<List<string>> PathsAsync(SqliteConnection connection, string sql)
    {
        var paths = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            paths.Add(reader.GetString(0));
        return paths;
    }

    private static async Task<string?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)await command.ExecuteScalarAsync();
    }
}
