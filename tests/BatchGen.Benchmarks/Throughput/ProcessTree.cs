using System.Diagnostics;
using System.Globalization;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>
/// Processor time of a process and those it started: on a busy machine it says more than the clock. Linux only; elsewhere of the process alone.
/// </summary>
internal static class ProcessTree
{
    public static double ProcessorSeconds(Process root)
    {
        root.Refresh();
        var seconds = root.TotalProcessorTime.TotalSeconds;
        foreach (var child in ChildrenOf(root.Id))
        {
            using (child)
                seconds += ProcessorSeconds(child);
        }

        return seconds;
    }

    private static List<Process> ChildrenOf(int parent)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var children = new List<Process>();
        foreach (var task in Directory.EnumerateDirectories($"/proc/{parent.ToString(CultureInfo.InvariantCulture)}/task"))
        {
            var list = Path.Combine(task, "children");
            if (!File.Exists(list))
                continue;
            foreach (var id in File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                children.Add(Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)));
        }

        return children;
    }
}
