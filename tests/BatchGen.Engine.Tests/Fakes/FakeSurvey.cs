using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>A machine with one device, as large and as empty as the test says.</summary>
internal sealed class FakeSurvey(long totalBytes) : IDeviceSurvey
{
    public const string Device = "CPU";

    /// <summary>In use by programs that are not ours.</summary>
    public long OtherBytes { get; set; }

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceMemory>>([new DeviceMemory(Device, "a machine", DeviceKind.Cpu, totalBytes - OtherBytes, totalBytes)]);
}
