using System.ComponentModel;
using System.Diagnostics;
using BatchGen.Chaos.Tests.Servers;
using BatchGen.Testing;

namespace BatchGen.Chaos.Tests.Scenarios;

/// <summary>The disk with the data directory has no byte left: a small one in memory, which is filled up.</summary>
internal sealed class FullDisk : IScenario
{
    private const string Size = "96m";

    public string Name => "full-disk";

    public async Task<ScenarioRow> RunAsync(ChaosRun run)
    {
        using var folder = new ScratchFolder();
        var data = folder.File("data");
        Directory.CreateDirectory(data);
        if (!await TryAsync("mount", "-t", "tmpfs", "-o", $"size={Size},mode=700", "tmpfs", data))
            return ScenarioRow.NotRun(Name, "this user may not mount a small disk");
        try
        {
            await using var server = new WebServer(WebServer.SettingsFor(data));
            server.Start();
            var ballast = Path.Combine(data, "ballast");
            using var full = new CancellationTokenSource();
            var filling = Task.CompletedTask;
            return await Outage.RunAsync(
                run,
                Name,
                "the disk is full",
                server,
                ["database", "disk"],
                () =>
                {
                    filling = FillAsync(ballast, full.Token);
                    return Task.CompletedTask;
                },
                async () =>
                {
                    await full.CancelAsync();
                    await filling;
                    File.Delete(ballast);
                });
        }
        finally
        {
            await TryAsync("umount", "--lazy", data);
        }
    }

    /// <summary>What the server lets go of is taken as well.</summary>
    private static async Task FillAsync(string path, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Delete, bufferSize: 0);
        while (!stop.IsCancellationRequested)
        {
            foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
                Fill(file, new byte[size]);
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static void Fill(FileStream file, byte[] piece)
    {
        try
        {
            while (true)
                file.Write(piece);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
