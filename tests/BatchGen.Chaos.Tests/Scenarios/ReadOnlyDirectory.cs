using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Nothing can be made in the data directory any more. What is open stays writable, as with every change of permissions.</summary>
internal sealed class ReadOnlyDirectory : IScenario
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private const UnixFileMode Writable = Readable | UnixFileMode.UserWrite;
    private const string BindingCapabilities = "-dac_override,-dac_read_search";

    public string Name => "read-only";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        // Permissions bind root only without the capabilities to pass them by.
        IReadOnlyList<string> prefix = [];
        if (Environment.UserName == "root")
        {
            if (!File.Exists("/usr/bin/setpriv"))
                return ScenarioRow.NotRun(Name, "this is root, whom permissions do not bind, and setpriv is not installed");
            prefix = ["setpriv", $"--bounding-set={BindingCapabilities}", $"--inh-caps={BindingCapabilities}"];
        }

        await using var server = new WebServer(WebServer.SettingsFor(data), prefix);
        server.Start();
        try
        {
            return await Outage.RunAsync(
                run, Name, "the data directory is read-only", server, ["database", "disk"], () => SetAsync(data, Readable), () => SetAsync(data, Writable));
        }
        finally
        {
            await SetAsync(data, Writable);
        }
    }

    private static Task SetAsync(string data, UnixFileMode mode)
    {
        if (OperatingSystem.IsLinux())
        {
            foreach (var folder in Directory.GetDirectories(data, "*", SearchOption.AllDirectories).Append(data))
                File.SetUnixFileMode(folder, mode);
        }

        return Task.CompletedTask;
    }
}
