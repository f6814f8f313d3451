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
