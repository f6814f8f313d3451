namespace BatchGen.Engine.Planning;

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
