using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Devices;

/// <summary>What was said of a load against what it allocated.</summary>
public static class AllocationCheck
{
    private const string MainMemory = "CPU";

    /// <summary>ggml's Vulkan part makes each buffer that it pins in main memory so much longer when it allocates it, and says so only then.</summary>
    public const long PinnedBytes = 32;

    /// <summary>
    /// llama.cpp's own simulation of a model that two devices share: the second's compute buffer differed from a load's by −8 to +25 %; on one it does not.
    /// </summary>
    private const double SharedTolerance = 0.25;

    /// <summary>To the byte on every device, and for each part. Devices with nothing on them may be missing from either.</summary>
    /// <param name="devices">That share the model: on two, compute buffers are not known so well.</param>
    public static void Equal(IEnumerable<DeviceAllocation> allocated, IEnumerable<DeviceAllocation> said, int devices) =>
        Assert.Equal(InOrder(said), InOrder(allocated), (one, other) => IsTheSame(one, other, devices));

    private static bool IsTheSame(DeviceAllocation said, DeviceAllocation allocated, int devices) =>
        said.Device == allocated.Device
        && said.KvBytes == allocated.KvBytes
        && IsTheSame(said.WeightsBytes ?? -1, allocated.WeightsBytes ?? 0, said.Device)
        && (IsTheSame(said.ComputeBytes, allocated.ComputeBytes, said.Device)
            || (devices > 1 && Math.Abs(said.ComputeBytes - allocated.ComputeBytes) <= SharedTolerance * allocated.ComputeBytes));

    private static bool IsTheSame(long said, long allocated, string device) =>
        allocated == said || (device == MainMemory && allocated == said + PinnedBytes);

    private static IEnumerable<DeviceAllocation> InOrder(IEnumerable<DeviceAllocation> allocations) => allocations
        .Where(one => one.WeightsBytes + one.KvBytes + one.ComputeBytes > 0)
        .OrderBy(one => one.Device, StringComparer.Ordinal);
}
