namespace BatchGen.Engine.Planning;

/// <summary>Every device whole, less a reserve: what holds until an administrator sets a limit.</summary>
public sealed class WholeDeviceLimits(long reserveBytes) : IDeviceLimits
{
    public DeviceLimit Find(string deviceName) => new(null, null, reserveBytes);
}
