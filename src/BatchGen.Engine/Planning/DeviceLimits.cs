namespace BatchGen.Engine.Planning;

/// <summary>How much of a device may be in use, other processes included.</summary>
/// <param name="LimitBytes">An amount; null means the share decides.</param>
/// <param name="LimitPercent">A share of what is installed, 0 to 100; null, without an amount too, means all of it.</param>
/// <param name="ReserveBytes">Kept free under the limit.</param>
public sealed record DeviceLimit(long? LimitBytes, double? LimitPercent, long ReserveBytes)
{
    /// <summary>The limit without the reserve: 0 to <paramref name="totalBytes"/>, whatever was set.</summary>
    /// <param name="totalBytes">What is installed.</param>
    public long UsableBytes(long totalBytes)
    {
        var limit = LimitBytes ?? (long)(totalBytes * ((LimitPercent ?? 100) / 100));
        return Math.Clamp(limit - ReserveBytes, 0, totalBytes);
    }
}

/// <summary>
/// What the administrator allows on each device. Asked for every plan and before every start of an engine, from any
/// thread, so it answers from memory and never throws.
/// </summary>
public interface IDeviceLimits
{
    /// <param name="deviceName">ggml's name, e.g. "CUDA0" or "CPU".</param>
    /// <returns>Null when nothing was set for this device: then all of it may be used.</returns>
    DeviceLimit? Find(string deviceName);
}

/// <summary>Limits that an administrator may move while engines run.</summary>
public interface ILiveDeviceLimits : IDeviceLimits
{
    /// <summary>Called after a limit has changed, on the thread that changed it, under no lock. Dispose to stop.</summary>
    IDisposable Subscribe(Action onChange);
}

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
