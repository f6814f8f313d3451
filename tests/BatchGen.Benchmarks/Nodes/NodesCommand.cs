using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BatchGen.Batches.Data;
using Npgsql;

namespace BatchGen.Benchmarks.Nodes;

/// <summary>
/// <c>nodes CONNECTION</c>: several machines on one PostgreSQL, in one process, with engines of fixed speed. The connection must be allowed to make databases.
/// </summary>
internal static class NodesCommand
{
    public const string Verb = "nodes";

    private const int WorkersOfANode = 2;
    private const int ManyNodes = 64;

    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string connection)
    {
        var one = await ThroughputAsync(connection, nodes: 1);
        var two = await ThroughputAsync(connection, nodes: 2);
        Say($"1 worker: {one:0.0} items/s; 2 workers: {two:0.0} items/s; {two / one:0.00} times");
        await ManyAsync(connection);
        return 0;
    }

    /// <returns>Items a second, 16 slots a machine at a fifth of a second an answer: 80 at most.</returns>
    private static async Task<double> ThroughputAsync(string server, int nodes)
    {
        const int items = 1_600;
        var database = await CreateAsync(server);
        await using var web = await BenchNode.StartAsync(database, "web", NodeRole.Web);
        var workers = await Task.WhenAll(
            Enumerable.Range(1, nodes).Select(number => BenchNode.StartAsync(database, $"worker {number}", NodeRole.Worker, Answer)));
        await web.SubmitAsync(items * nodes);
        var watch = Stopwatch.StartNew();
        await RunAllAsync(workers, await web.ShardsAsync());
        var rate = items * nodes / watch.Elapsed.TotalSeconds;
        foreach (var worker in workers)
            await worker.DisposeAsync();
        return rate;
    }

    private static async Task ManyAsync(string server)
    {
        var database = await CreateAsync(server);
        await using var web = await BenchNode.StartAsync(database, "web", NodeRole.Web, itemsPerShard: 1);
        var workers = new List<BenchNode>();
        for (var number = 1; number <= ManyNodes; number++)
            workers.Add(await BenchNode.StartAsync(database, $"worker {number:00}", NodeRole.Worker, TimeSpan.FromMilliseconds(1)));
        // Until each has read the others.
        await Task.Delay(Idle);

        var idle = await LoadAsync(database, () => Task.Delay(Idle));
        Say($"{ManyNodes} workers, nothing to do: {idle.Transactions:0} transactions/s, {idle.Rows:0} rows read/s, PostgreSQL takes {idle.Cores:0.00} cores");

        for (var batch = 0; batch < ManyNodes; batch++)
            await web.SubmitAsync(items: 50);
        var shards = await web.ShardsAsync();
        var watch = Stopwatch.StartNew();
        var busy = await LoadAsync(database, () => RunAllAsync(workers, shards));
        Say($"{ManyNodes} workers, shards of one item: {shards.Count / watch.Elapsed.TotalSeconds:0} claims/s; {busy.Transactions:0} transactions/s, {busy.Rows:0} rows read/s, PostgreSQL takes {busy.Cores:0.00} cores");
        foreach (var worker in workers)
            await worker.DisposeAsync();
    }

    private static async Task RunAllAsync(IReadOnlyList<BenchNode> workers, IReadOnlyList<long> shards)
    {
        var jobs = new ConcurrentQueue<long>(shards);
        await Task.WhenAll(workers.SelectMany(worker => Enumerable.Range(0, WorkersOfANode).Select(_ => Task.Run(async () =>
        {
            while (jobs.TryDequeue(out var shard))
                await worker.RunAsync(shard);
        }))));
    }

    private static async Task<DatabaseLoad> LoadAsync(string database, Func<Task> work)
    {
        var before = await CountAsync(database);
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        var after = await CountAsync(database);
        return new DatabaseLoad(
            (after.Transactions - before.Transactions) / seconds, (after.Rows - before.Rows) / seconds, (after.Cores - before.Cores) / seconds);
    }

    /// <summary>Since the server's start; of processor time, what its living processes took.</summary>
    private static async Task<DatabaseLoad> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT xact_commit, tup_returned, ARRAY(SELECT pid FROM pg_stat_activity) FROM pg_stat_database WHERE datname = current_database()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new DatabaseLoad(reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<int[]>(2).Sum(ProcessorSeconds));
    }

    /// <summary>0 for one that has left meanwhile.</summary>
    private static double ProcessorSeconds(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static async Task<string> CreateAsync(string server)
    {
        var name = $"bench_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 200 }.ConnectionString;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record DatabaseLoad(double Transactions, double Rows, double Cores);
}
