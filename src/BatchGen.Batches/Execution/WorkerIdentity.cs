using System.Globalization;
using BatchGen.Batches.Data;

namespace BatchGen.Batches.Execution;

/// <summary>Who holds a claim: machine, process, and a nonce that no other process ever had.</summary>
internal sealed class WorkerIdentity(NodeIdentity node)
{
    private readonly string _process = node.Process;

    /// <summary>A name for one more claim of this process.</summary>
    public string NewClaim() => $"{_process}/{Guid.NewGuid():N}";

    /// <summary>Whether the claim is of that process.</summary>
    public static bool IsOf(string claim, string process) => claim.StartsWith($"{process}/", StringComparison.Ordinal);

    /// <summary>
    /// True when the claim is of a process of this machine that is no more. False when unsure: then the claim lapses
    /// by itself. A wrong guess costs work done twice and nothing else, because results commit only once.
    /// </summary>
    public bool IsSurelyGone(string claim)
    {
        var parts = claim.Split('/');
        if (claim.StartsWith(_process, StringComparison.Ordinal) || parts[0] != Environment.MachineName)
            return false;

        // The same id and another nonce: an earlier process had it, as in a container whose first process always is 1.
        return !int.TryParse(parts.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var processId)
            || processId == Environment.ProcessId
            || !IsRunning(processId);
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
