using BatchGen.Inference.Memory;

namespace BatchGen.Web.Planning;

/// <summary>One device of a <see cref="PlanDocument"/>, in bytes. The parts add up to the total; headroom is limit less total.</summary>
internal sealed record PlanDeviceDocument(
    string Name,
    long WeightsBytes,
    long KvBytes,
    long ComputeBytes,
    long OutputBytes,
    long OverheadBytes,
    long OtherBytes,
    long TotalBytes,
    long LimitBytes,
    long HeadroomBytes)
{
    public static PlanDeviceDocument Of(DevicePlan device) => new(
        device.Name,
        device.WeightsBytes,
        device.KvBytes,
        device.ComputeBytes,
        device.OutputBytes,
        device.OverheadBytes,
        device.OtherBytes,
        device.TotalBytes,
        device.LimitBytes,
        device.HeadroomBytes);
}
