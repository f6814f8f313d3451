namespace BatchGen.Engine.Planning;

/// <summary>Nothing is limited and nothing ever changes: what holds where no administrator has a say.</summary>
internal sealed class FixedDeviceLimits : ILiveDeviceLimits
{
    public DeviceLimit? Find(string deviceName) => null;

    public IDisposable Subscribe(Action onChange) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // There was never anything to stop.
        }
    }
}
