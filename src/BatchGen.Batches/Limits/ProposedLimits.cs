using BatchGen.Engine.Planning;

namespace BatchGen.Batches.Limits;

/// <summary>The limits as they would be with one of them changed.</summary>
internal sealed class ProposedLimits(IDeviceLimits current, string changedDevice, DeviceLimit? changed) : IDeviceLimits
{
    public DeviceLimit? Find(string deviceName) => deviceName == changedDevice ? changed ?? new DeviceLimit(null, null, 0) : current.Find(deviceName);
}
