using System.Diagnostics;
using System.Text.RegularExpressions;
using BatchGen.Testing;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>
/// The server as its README starts it: <c>dotnet run --project src/BatchGen.Web</c> in a process of its own, set up by
/// environment variables alone. The build is the one that the tests were built with.
/// </summary>
public sealed partial class ProgramServer : IAsyncLifetime, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    public ProgramServer()
    {
        var configuration = typeof(ProgramServer).Assembly.Location.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo(
            "dotnet", ["run", "--no-build", "--no-launch-profile", "--configuration", configuration, "--project", "src/BatchGen.Web"])
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Urls"] = "http://127.0.0.1:0";
        start.Environment["Storage__DataDirectory"] = _folder.File("data");
        start.Environment["Auth__BootstrapApiKey"] = DemoServer.ApiKey;
        start.Environment["Engine__Threads"] = "1";
        // The suite listens for calls on this machine.
        start.Environment["Webhooks__AllowPrivateAddresses"] = "true";
        foreach (var (key, value) in Patience.Settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Look(line.Data);
        _process.ErrorDataReceived += (_, line) => Look(line.Data);
    }

    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public async Task InitializeAsync()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        BaseAddress = new Uri(await _address.Task.WaitAsync(Patience.Ceiling), "/v1");
    }

    public async Task DisposeAsync()
    {
        // "dotnet run" passes a signal on only in a terminal; the program is its child.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        Dispose();
    }

    public void Dispose()
    {
        _process.Dispose();
        _folder.Dispose();
    }

    private void Look(string? line)
    {
        if (line is not null && ReadyLine().Match(line) is { Success: true } ready)
            _address.TrySetResult(new Uri(ready.Groups["address"].Value));
    }

    [GeneratedRegex(@"BatchGen is ready: (?<address>http://[^/\s]+)")]
    private static partial Regex ReadyLine();
}
