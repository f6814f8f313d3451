using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Api;

/// <summary>A device, what is free on it, and what BatchGen may take of it.</summary>
/// <param name="LimitBytes">What engines may take together; all of the device when nobody set less.</param>
/// <param name="ReserveBytes">Kept free on top of that.</param>
/// <param name="HeadroomBytes">What engines may still take: free, and left under limit and reserve.</param>
internal sealed record DeviceLimitBody(
    string Name, string Description, string Kind, long TotalBytes, long FreeBytes, long? LimitBytes, double? LimitPercent, long ReserveBytes, long HeadroomBytes)
{
    public static DeviceLimitBody Of(DeviceMemory device, DeviceLimit? limit, long headroomBytes) => new(
        device.Name,
        device.Description,
        device.Kind.ToString().ToLowerInvariant(),
        device.TotalBytes,
        device.FreeBytes,
        limit?.LimitBytes,
        limit?.LimitPercent,
        limit?.ReserveBytes ?? 0,
        headroomBytes);
}
