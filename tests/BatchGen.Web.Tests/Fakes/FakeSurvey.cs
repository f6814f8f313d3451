using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>A machine with a card, as empty as when it was bought.</summary>
public sealed class FakeSurvey : IDeviceSurvey
{
    private const long GiB = 1L << 30;

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>(
    [
        new("CUDA0", "A card", DeviceKind.Gpu, 24 * GiB, 24 * GiB),
        new("CPU", "A processor", DeviceKind.Cpu, 64 * GiB, 64 * GiB),
    ]);
}
