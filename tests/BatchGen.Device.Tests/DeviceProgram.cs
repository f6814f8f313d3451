using BatchGen.Engine.Host;
using BatchGen.Runtime.Contract.Devices;

// The environment of this process, which its engines have, says which devices there are: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BatchGen.Device.Tests;

/// <summary>The process that has devices, for what no engine says.</summary>
internal static class DeviceProgram
{
    public static DevicesUnderTest Devices { get; } = new(typeof(DeviceProgram), "LLamaSharp", new Dictionary<int, DeviceRun[]>
    {
        [1] = [new DeviceRun(6, ["sum-en", "unique-javascript"]), new DeviceRun(3, ["sum-en"])],
        [2] = [new DeviceRun(6, ["sum-en"])],
    });

    public static int Main(string[] args) => DeviceProbe.Run(args, () => RuntimeFactory.Create(_ => { }));
}

public sealed class RuntimeOnDevicesTests() : DeviceContract(DeviceProgram.Devices);
