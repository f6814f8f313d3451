using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>This machine's main memory, the "CPU" of every plan.</summary>
public interface IMainMemory
{
    /// <summary>At this moment. Free is what can still be had without swapping.</summary>
    DeviceMemory Read();

    /// <summary>What a process of this machine holds that is its own: mapped files can be given back and do not count. 0 when it is gone.</summary>
    long PrivateBytes(int processId);
}
