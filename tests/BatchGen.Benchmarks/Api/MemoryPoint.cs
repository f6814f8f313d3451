using System.Globalization;

namespace BatchGen.Benchmarks.Api;

/// <summary>What the process holds after everything that can be collected was.</summary>
internal sealed record MemoryPoint(string When, long ManagedBytes, long WorkingSetBytes)
{
    public string ManagedMebibytes => Mebibytes(ManagedBytes);

    public string WorkingSetMebibytes => Mebibytes(WorkingSetBytes);

    public static MemoryPoint Measure(string when)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return new MemoryPoint(when, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);
}
