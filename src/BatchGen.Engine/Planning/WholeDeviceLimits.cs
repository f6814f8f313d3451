namespace BatchGen.Engine.Planning;

/// <summary>Every device whole, less a reserve, and nothing ever changes: what holds where no administrator has a say.</summary>
public sealed class WholeDeviceLimits(long reserveBytes) : ILiveDeviceLimits
{
    public DeviceLimit Find(string deviceName) => new(null, null, reserveBytes);

    public IDisposable Subscribe(Action onChange) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // There was never anything to stop.
        }
    }
}
