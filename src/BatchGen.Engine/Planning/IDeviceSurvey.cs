using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>The machine's devices and their memory at this moment.</summary>
public interface IDeviceSurvey
{
    /// <returns>In llama.cpp's order, GPUs first and the CPU last.</returns>
    /// <exception cref="EngineException">The native library is missing or cannot be loaded.</exception>
    Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken);
}
