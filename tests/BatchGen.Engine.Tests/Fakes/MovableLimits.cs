using BatchGen.Engine.Planning;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>One limit for every device, moved by the test.</summary>
internal sealed class MovableLimits : ILiveDeviceLimits
{
    private Action? _onChange;
    private DeviceLimit? _limit;

    public DeviceLimit? Find(string deviceName) => _limit;

    public IDisposable Subscribe(Action onChange)
    {
        _onChange += onChange;
        return new FakeSubscription(() => _onChange -= onChange);
    }

    /// <param name="bytes">Null takes the limit away.</param>
    public void Move(long? bytes)
    {
        _limit = bytes is null ? null : new DeviceLimit(bytes, null, 0);
        _onChange?.Invoke();
    }
}
