using System.Globalization;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Admission;

/// <summary>The sentence for an engine that does not fit just now.</summary>
internal static class WaitingReason
{
    private const double GiB = 1L << 30;

    public static Sentence ForRoom(string modelPath) => $"waiting: {Path.GetFileName(modelPath)} is unloaded to make room";

    public static Sentence Of(MemoryPlan least) => $"waiting: needs {Needs(least)}";

    /// <summary>For the device that is shortest: "1.2 GiB on CPU, 0.9 GiB free under the limit".</summary>
    public static Sentence Needs(MemoryPlan least)
    {
        var device = least.Devices.MinBy(device => device.HeadroomBytes)!;
        var needed = device.TotalBytes - device.OtherBytes;
        var free = Math.Max(0, device.LimitBytes - device.OtherBytes);
        return $"{Size(needed)} on {device.Name}, {Size(free)} free under the limit";
    }

    private static string Size(long bytes) => bytes >= GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB:0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB");
}
