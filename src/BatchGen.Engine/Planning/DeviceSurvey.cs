using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>Cards as the planning process sees them, main memory as the system says it: as every plan counts them.</summary>
internal sealed class DeviceSurvey(IMemoryDryRun dryRun, IMainMemory memory) : IDeviceSurvey
{
    public async Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var seen = await dryRun.GetDevicesAsync(cancellationToken);
            return [.. seen.Where(device => device.Kind is DeviceKind.Gpu or DeviceKind.IntegratedGpu), memory.Read()];
        }
        catch (DryRunException failure)
        {
            throw new EngineException(failure.Code, failure.Message, failure);
        }
    }
}

/// <summary>The machine's devices and their memory at this moment.</summary>
public interface IDeviceSurvey
{
    /// <returns>In llama.cpp's order, GPUs first and the CPU last.</returns>
    /// <exception cref="EngineException">The native library is missing or cannot be loaded.</exception>
    Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken);
}
