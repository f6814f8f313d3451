using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>A machine with 64 GiB, of which others use 4.</summary>
public sealed class FakeMainMemory : IMainMemory
{
    public const long GiB = 1L << 30;

    public long TotalBytes { get; set; } = 64 * GiB;

    public long OthersBytes { get; set; } = 4 * GiB;

    public DeviceMemory Read() => new("CPU", "main memory", DeviceKind.Cpu, TotalBytes - OthersBytes, TotalBytes);

    public long PrivateBytes(int processId) => 0;
}
