using BatchGen.Inference.Runtime.Binding;
using BatchGen.Runtime.Contract.Devices;

namespace BatchGen.LlamaCpp.Tests;

public sealed class DeviceTests() : DeviceContract(Devices)
{
    private static readonly DevicesUnderTest Devices = new(typeof(DeviceProgram), "LlamaCpp", new Dictionary<int, DeviceRun[]>
    {
        [1] = [new DeviceRun(6, ["sum-en"])],
        [2] = [],
    });
}

/// <summary>The process that has devices.</summary>
internal static class DeviceProgram
{
    public static int Main(string[] args) => DeviceProbe.Run(args, () => new ModelRuntime(new LlamaCppBinding(), _ => { }));
}
