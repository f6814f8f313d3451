namespace BatchGen.Engine.Planning;

/// <summary>Limits that an administrator may move while engines run.</summary>
public interface ILiveDeviceLimits : IDeviceLimits
{
    /// <summary>Called after a limit has changed, on the thread that changed it, under no lock. Dispose to stop.</summary>
    IDisposable Subscribe(Action onChange);
}
