using System.Globalization;

namespace BatchGen.Benchmarks.Api;

/// <summary>What the process holds after everything that can be collected was.</summary>
internal sealed record MemoryPoint(int Requests, long ManagedBytes, long WorkingSetBytes)
{
    public string ManagedMebibytes => Mebibytes(ManagedBytes);

    public string WorkingSetMebibytes => Mebibytes(WorkingSetBytes);

    public static MemoryPoint Measure(int requests)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return new MemoryPoint(requests, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);
}
