using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.DryRuns;

/// <summary>What a context and its model take, device by device: to the byte from the library where it can say so, else from its log.</summary>
internal static class Allocations
{
    public static IReadOnlyList<DeviceAllocation> Of(ContextHandle context, IReadOnlyList<DeviceAllocation> logged) =>
        MemoryBreakdown.Read(context) is { } buffers ? ByDevice(buffers) : logged;

    private static List<DeviceAllocation> ByDevice(IEnumerable<BufferUse> buffers) =>
    [
        .. buffers.GroupBy(buffer => buffer.Device, (device, all) =>
        {
            var several = all.ToList();
            return new DeviceAllocation(
                device, several.Sum(buffer => buffer.WeightsBytes), several.Sum(buffer => buffer.KvBytes), several.Sum(buffer => buffer.ComputeBytes));
        }),
    ];
}
