using System.Diagnostics;
using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>
/// A PostgreSQL cluster of the tests' own: in a temporary folder, on a Unix socket only, started with the first test
/// that needs it and gone with the test process, however that ends.
/// </summary>
internal sealed class PostgreSqlServer
{
    private const string Template = "batchgen_template";
    private static readonly Lazy<Task<PostgreSqlServer>> Instance = new(StartAsync);

    private readonly string _folder;
    private readonly string _programs;
    private Process? _watcher;

    private PostgreSqlServer(string folder, string programs)
    {
        _folder = folder;
        _programs = programs;
    }

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>A new database with the current schema.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Instance.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        return server.ConnectionString(name);
    }

    /// <summary>Without any schema, as an administrator makes it.</summary>
    public static async Task<string> CreateEmptyDatabaseAsync()
    {
        var server = await Instance.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return server.ConnectionString(name);
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(Directory.CreateTempSubdirectory("batches-pg-").FullName, FindPrograms());
        server.Initialize();
        server.StopWithThisProcess();
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        await server.MigrateTemplateAsync();
        return server;
    }

    private static string FindPrograms()
    {
        var candidates = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return candidates.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                "PostgreSQL's programs (initdb, pg_ctl) are not installed, and these tests run on a real server. ./test.sh installs them; or run: apt-get install postgresql");
    }

    private void Initialize()
    {
        // initdb refuses to run as root; Debian's package brings the user it wants.
        if (Environment.UserName == "root")
            Run("chown", "postgres", _folder);
        RunAsOwner(Path.Combine(_programs, "initdb"), "-D", DataFolder, "-A", "trust", "-U", "batchgen", "-E", "UTF8", "--no-sync");
        RunAsOwner(
            Path.Combine(_programs, "pg_ctl"),
            "-D", DataFolder, "-w", "-l", Path.Combine(_folder, "log"),
            "-o", $"-k {_folder} -c listen_addresses='' -c fsync=off -c max_connections=200",
            "start");
    }

    /// <summary>
    /// A shell that waits for the end of its input, which comes when this process is gone: exit handlers are cut short
    /// by the test host, and do not run at all when it is killed.
    /// </summary>
    private void StopWithThisProcess()
    {
        var stop = string.Join(' ', AsOwner(Path.Combine(_programs, "pg_ctl"), "-D", DataFolder, "-m", "immediate", "stop"));
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec >/dev/null 2>&1; cat; {stop}; rm -rf '{_folder}'");
        _watcher = Process.Start(start);
    }

    private async Task MigrateTemplateAsync()
    {
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        // No pool: a database that somebody is connected to cannot be copied.
        DatabaseChoice.UsePostgreSql(builder, ConnectionString(Template) + ";Pooling=false", TestMigrations.Assemblies);
        await using var db = new BatchGenDbContext(builder.Options);
        await db.Database.MigrateAsync();
    }

    private string ConnectionString(string database) => $"Host={_folder};Username=batchgen;Database={database};Maximum Pool Size=20";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private void RunAsOwner(params string[] command) => Run(AsOwner(command));

    private static string[] AsOwner(params string[] command) => Environment.UserName == "root"
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]
        : command;

    private void Run(params string[] command)
    {
        // The server inherits what pg_ctl has: redirected pipes would stay open as long as it runs.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = _folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" >>\"" + _folder + "/out\" 2>&1 </dev/null");
        foreach (var word in command)
            start.ArgumentList.Add(word);

        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {File.ReadAllText(Path.Combine(_folder, "out"))}");
    }
}
