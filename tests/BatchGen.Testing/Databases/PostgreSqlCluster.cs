using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Testing.Databases;

/// <summary>
/// A PostgreSQL cluster of one's own: in a temporary folder, on a Unix socket only, gone with this process, however that ends. It may be
/// stopped, killed and started again.
/// </summary>
public sealed class PostgreSqlCluster
{
    public const string User = "batchgen";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Of this process: one that is collected with its cluster closes its input, and the server ends in the middle of a test.</summary>
    private static readonly ConcurrentBag<Process> Watchers = [];

    private readonly string _folder;
    private readonly string _programs;
    private readonly string _settings;

    private PostgreSqlCluster(string folder, string programs, string settings)
    {
        _folder = folder;
        _programs = programs;
        _settings = settings;
    }

    private string DataFolder => Path.Combine(_folder, "data");

    private string ProcessFile => Path.Combine(DataFolder, "postmaster.pid");

    /// <summary>Null when PostgreSQL's programs are not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <param name="settings">Further ones, as postgres takes them: <c>-c fsync=off</c>.</param>
    /// <exception cref="InvalidOperationException">The programs are missing, or the cluster does not start.</exception>
    public static PostgreSqlCluster Start(string settings)
    {
        var cluster = new PostgreSqlCluster(
            Directory.CreateTempSubdirectory("batches-pg-").FullName,
            Programs ?? throw new InvalidOperationException(
                "PostgreSQL's programs (initdb, pg_ctl) are not installed, and these tests run on a real server. ./test.sh installs them; or run: apt-get install postgresql"),
            settings);
        cluster.Initialize();
        cluster.StartAgain();
        cluster.StopWithThisProcess();
        return cluster;
    }

    public string ConnectionString(string database) =>
        $"Host={_folder};Username={User};Database={database};Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=1";

    public void CreateDatabase(string name) => RunAsOwner(Path.Combine(_programs, "createdb"), "-h", _folder, "-U", User, name);

    /// <summary>As an operator stops it in a hurry: connections are cut, nothing is written out.</summary>
    public void Stop() => RunAsOwner(Path.Combine(_programs, "pg_ctl"), "-D", DataFolder, "-m", "immediate", "-w", "stop");

    /// <summary>SIGKILL to the server itself; its other processes leave when they see it.</summary>
    public void Kill()
    {
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(ProcessFile).First(), CultureInfo.InvariantCulture));
        server.Kill();
        server.WaitForExit();
    }

    /// <summary>After <see cref="Stop"/> or <see cref="Kill"/>: recovers, and takes connections when this returns.</summary>
    public void StartAgain()
    {
        var end = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                RunAsOwner(
                    Path.Combine(_programs, "pg_ctl"),
                    "-D", DataFolder, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -c listen_addresses='' {_settings}", "start");
                return;
            }
            catch (InvalidOperationException) when (end.Elapsed < Patience.Ceiling && File.Exists(ProcessFile))
            {
                // Processes of the one that was killed still hold its shared memory; they are leaving.
                Thread.Sleep(Pause);
            }
        }
    }

    private static string? FindPrograms()
    {
        var candidates = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return candidates.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private void Initialize()
    {
        // initdb refuses to run as root; Debian's package brings the user it wants.
        if (Environment.UserName == "root")
            Run("chown", "postgres", _folder);
        RunAsOwner(Path.Combine(_programs, "initdb"), "-D", DataFolder, "-A", "trust", "-U", User, "-E", "UTF8", "--no-sync");
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
        Watchers.Add(Process.Start(start)!);
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
