using System.Diagnostics;
using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing;
using Microsoft.Data.Sqlite;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>
/// What it costs that SQLite syncs with every commit: transactions like those that results are committed in, with
/// synchronous=FULL (the product's) and NORMAL in turn, round by round on the same disk.
/// </summary>
internal sealed class DurabilityBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int AnswerCharacters = 1_000;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public string Name => "durability";

    public async Task<ResultTable> RunAsync()
    {
        using var folder = new ScratchFolder();
        var rows = new List<IReadOnlyList<string>>();
        foreach (var results in new[] { 1, 20, 200 })
        {
            var normal = new List<double>();
            var full = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                normal.Add(await CommitAsync(folder.File($"normal-{results}-{round}.db"), "NORMAL", results));
                full.Add(await CommitAsync(folder.File($"full-{results}-{round}.db"), "FULL", results));
            }

            var count = results.ToString(CultureInfo.InvariantCulture);
            rows.Add([count, "NORMAL", .. Spread.Of(normal).Cells("0.00")]);
            rows.Add([count, "FULL", .. Spread.Of(full).Cells("0.00")]);
        }

        return new ResultTable("A commit of results on SQLite", ["Results in a transaction", "synchronous", "ms, least", "median", "most"], rows);
    }

    /// <returns>Milliseconds a transaction, on average.</returns>
    private static async Task<double> CommitAsync(string path, string synchronous, int results)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await RunAsync(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; CREATE TABLE Results (Id INTEGER PRIMARY KEY, Text TEXT);");
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Results (Text) VALUES (@text)";
        insert.Parameters.AddWithValue("@text", new string('x', AnswerCharacters));
        var watch = Stopwatch.StartNew();
        var transactions = 0;
        for (; watch.Elapsed < Round; transactions++)
        {
            await using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < results; row++)
                await insert.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        return watch.Elapsed.TotalMilliseconds / transactions;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
