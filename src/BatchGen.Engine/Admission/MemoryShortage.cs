using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Admission;

/// <summary>What one engine was refused by its devices.</summary>
/// <param name="Times">How often in a row.</param>
/// <param name="At">The last time, UTC.</param>
/// <param name="Sentence">What it said then.</param>
/// <param name="CeilingBytes">What it may plan with next on each device.</param>
internal sealed record MemoryShortage(int Times, DateTimeOffset At, Sentence Sentence, IReadOnlyDictionary<string, long> CeilingBytes)
{
    /// <summary>Of the KV cache and the compute buffers: weights cannot be made smaller.</summary>
    private const double KeptShare = 0.75;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>At once with less the first time; later ones wait 5, 10, 20 … 60 seconds.</summary>
    public TimeSpan Delay => Times <= 1
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Times - 2)));

    public DateTimeOffset NotBefore => At + Delay;

    /// <param name="before">The one before it in a row, or null.</param>
    public static MemoryShortage After(MemoryShortage? before, MemoryPlan refused, Sentence sentence, DateTimeOffset now) => new(
        (before?.Times ?? 0) + 1,
        now,
        sentence,
        refused.Devices.ToDictionary(device => device.Name, Less, StringComparer.Ordinal));

    private static long Less(DevicePlan device) =>
        device.TotalBytes - device.OtherBytes - (long)((device.KvBytes + device.ComputeBytes) * (1 - KeptShare));
}
