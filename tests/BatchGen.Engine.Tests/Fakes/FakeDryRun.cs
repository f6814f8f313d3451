using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>A simulation that cannot be had, until the test says what it answers.</summary>
internal sealed class FakeDryRun : IMemoryDryRun
{
    public Func<DryRunRequest, IReadOnlyList<DeviceAllocation>>? Answer { get; set; }

    public int Asked { get; private set; }

    public Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeInfo("test", "1", "cpu"));

    public Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>([]);

    public Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken)
    {
        Asked++;
        return Answer is null ? throw new DryRunException(DryRunException.Died, "It ended.") : Task.FromResult(Answer(request));
    }
}
