using System.Diagnostics;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>Nothing can be made in the data directory any more. What is open stays writable, as with every change of permissions.</summary>
internal sealed class ReadOnlyDirectory : IScenario
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private const UnixFileMode Writable = Readable | UnixFileMode.UserWrite;
    private const string Nobody = "65534";

    public string Name => "read-only";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        // Permissions do not bind root: the server then runs as somebody else.
        IReadOnlyList<string> prefix = [];
        if (Environment.UserName == "root")
        {
            if (!File.Exists("/usr/bin/setpriv"))
                return ScenarioRow.NotRun(Name, "this is root, whom permissions do not bind, and setpriv is not installed");
            using var give = Process.Start("chown", ["-R", Nobody, folder.Path]);
            await give.WaitForExitAsync();
            prefix = ["setpriv", $"--reuid={Nobody}", "--clear-groups"];
        }

        var settings = WebServer.SettingsFor(data);
        settings["HOME"] = folder.Path;
        await using var server = new WebServer(settings, prefix);
        server.Start();
        try
        {
            return await Outage.RunAsync(run, Name, "the data directory is read-only", server, ["database", "disk"], () => SetAsync(data, Readable), () => SetAsync(data, Writable));
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
