using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Servers;

/// <summary>
/// The built web program in a process of its own, on a free port of the loopback device, started again as often as it is ended. Its engines
/// are its own child processes and leave with it.
/// </summary>
internal sealed partial class WebServer : IAsyncDisposable
{
    /// <summary>An administrator's, as automation brings one along.</summary>
    public const string ApiKey = "bgk_chaos-server-of-the-tests";

    /// <summary>Below the source tree, as the program finds it by itself.</summary>
    public static string DemoModel { get; } = Path.Combine(SourceTree.Root, "models", "batchgen-demo.gguf");

    private const int RememberedLines = 60;

    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly IReadOnlyList<string> _prefix;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<Process> _ended = [];
    private TaskCompletionSource<Uri> _address = NewAddress();
    private Process? _process;
    private bool _isEndedHere;

    /// <param name="settings">As appsettings.json names them ("Storage:DataDirectory"), and environment variables as they are.</param>
    /// <param name="prefix">A program that starts it, with its arguments, e.g. to run as another user.</param>
    public WebServer(IReadOnlyDictionary<string, string?> settings, IReadOnlyList<string>? prefix = null)
    {
        _settings = settings;
        _prefix = prefix ?? [];
    }

    /// <summary>It was told to: whoever waits for its address waits until somebody starts it again.</summary>
    public bool EndsItself { get; init; }

    public int Id => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>How often it ended although nobody here ended it.</summary>
    public int OwnDeaths { get; private set; }

    /// <summary>What it said last, engines included.</summary>
    public string LastWords => string.Join('\n', _lines);

    public static Dictionary<string, string?> SettingsFor(string dataDirectory) => new(Patience.Settings)
    {
        ["Urls"] = "http://127.0.0.1:0",
        ["Models:Default"] = DemoModel,
        ["Storage:DataDirectory"] = dataDirectory,
        ["Auth:BootstrapApiKey"] = ApiKey,
        // One thread: threads that spin for each other starve when others share the cores.
        ["Engine:Threads"] = "1",
        // The scenarios listen for calls on this machine.
        ["Webhooks:AllowPrivateAddresses"] = "true",
    };

    /// <summary>With everything in PostgreSQL, the queue too, as several machines share it.</summary>
    public static Dictionary<string, string?> SettingsFor(string dataDirectory, string connectionString) => new(SettingsFor(dataDirectory))
    {
        ["Storage:Provider"] = "PostgreSql",
        ["Storage:ConnectionString"] = connectionString,
        ["Queue:Storage"] = "PostgreSql",
        ["Queue:ConnectionString"] = connectionString,
    };

    /// <summary>Returns at once: it may be harmed before it listens.</summary>
    public void Start()
    {
        var command = (IReadOnlyList<string>)[.. _prefix, "dotnet", Path.Combine(AppContext.BaseDirectory, "BatchGen.Web.dll")];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in _settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var address = _address = NewAddress();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Look(line.Data, address);
        process.ErrorDataReceived += (_, line) => Look(line.Data, address);
        process.Start();
        // Only now: whoever waits for its address asks whether it has exited, which a process that has not begun cannot be asked.
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, once it does; of the process that runs then, when it is ended meanwhile.</summary>
    /// <exception cref="InvalidOperationException">It ended by itself.</exception>
    public async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_address.Task.IsCompletedSuccessfully && IsRunning)
                return await _address.Task;
            if (_process is { HasExited: true } && !_isEndedHere && !EndsItself)
            {
                OwnDeaths++;
                throw new InvalidOperationException($"The server ended by itself with code {_process.ExitCode}. It said last:\n{LastWords}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>SIGKILL. Its engine sees the end of its input and leaves.</summary>
    public async Task KillAsync()
    {
        _isEndedHere = true;
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        StartAgain();
    }

    public void StartAgain()
    {
        // Disposed at the end: whoever waits for its address may be looking at it.
        _ended.Add(_process!);
        Start();
        _isEndedHere = false;
    }

    /// <summary>SIGTERM, as an operator stops it.</summary>
    /// <returns>Its exit code and how long it took; a code of null when it had to be killed.</returns>
    public async Task<ServerStop> StopAsync()
    {
        _isEndedHere = true;
        var watch = Stopwatch.StartNew();
        await ChildProcesses.SignalAsync(Id, "TERM");
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        await _process!.WaitForExitAsync(patience.Token);
        return new ServerStop(_process.ExitCode, watch.Elapsed);
    }

    /// <summary>The process of the engine; null while there is none.</summary>
    public int? EngineId => IsRunning ? ChildProcesses.EngineOf(Id) : null;

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (IsRunning)
        {
            _isEndedHere = true;
            await ChildProcesses.SignalAsync(Id, "CONT");
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _ended.ForEach(process => process.Dispose());
    }

    private static TaskCompletionSource<Uri> NewAddress() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Look(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_lines.Count > RememberedLines)
            _lines.TryDequeue(out _);
        if (ReadyLine().Match(line) is { Success: true } ready)
            address.TrySetResult(new Uri(ready.Groups["address"].Value));
    }

    [GeneratedRegex(@"BatchGen is ready: (?<address>http://[^/\s]+)")]
    private static partial Regex ReadyLine();
}

internal sealed record ServerStop(int ExitCode, TimeSpan Took);
