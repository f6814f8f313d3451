using BatchGen.Engine.Planning;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>One limit, moved by the test.</summary>
/// <param name="only">The device it is for; null: every one.</param>
internal sealed class MovableLimits(string? only = null) : ILiveDeviceLimits
{
    private Action? _onChange;
    private DeviceLimit? _limit;

    public DeviceLimit? Find(string deviceName) => only is null || only == deviceName ? _limit : null;

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
