using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Chaos.Tests.Servers;

/// <summary>What /proc says of processes, and the signals that .NET does not send.</summary>
internal static class ChildProcesses
{
    /// <summary>The engine of a web process: its child that runs the engine's program without a verb. Null when there is none.</summary>
    public static int? EngineOf(int parent)
    {
        foreach (var child in ChildrenOf(parent))
        {
            if (ArgumentsOf(child) is [.., var last] && Path.GetFileName(last) is "BatchGen.Engine" or "BatchGen.Engine.dll")
                return child;
        }

        return null;
    }

    public static IReadOnlyList<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{Text(parent)}/task"))
                children.AddRange(File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number));
        }
        catch (IOException)
        {
            // The process, or one of its threads, is gone.
        }

        return children;
    }

    /// <summary>SIGKILL, which nothing can catch; a process that is gone already is left alone.</summary>
    public static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <param name="signal">As kill(1) names it: STOP, CONT, TERM, INT.</param>
    public static async Task SignalAsync(int id, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", Text(id)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    /// <summary>Resident memory in bytes and open handles; null when the process is gone.</summary>
    public static ProcessUse? UseOf(int id)
    {
        try
        {
            var resident = long.Parse(File.ReadAllText($"/proc/{Text(id)}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
            return new ProcessUse(resident, Directory.GetFileSystemEntries($"/proc/{Text(id)}/fd").Length);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string[] ArgumentsOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{Text(id)}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

internal sealed record ProcessUse(long ResidentBytes, int Handles);
