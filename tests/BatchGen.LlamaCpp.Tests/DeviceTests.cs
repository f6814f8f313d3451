using BatchGen.Runtime.Contract.Devices;

namespace BatchGen.LlamaCpp.Tests;

public sealed class DeviceTests() : DeviceContract(Devices)
{
    private static readonly DevicesUnderTest Devices = new(typeof(Probe), "LlamaCpp", new Dictionary<int, DeviceRun[]>
    {
        [1] = [new DeviceRun(6, ["sum-en"])],
        [2] = [],
    });
}
