using BatchGen.Inference.Runtime.Binding;
using BatchGen.Runtime.Contract.Devices;
using BatchGen.Testing.Devices;

namespace BatchGen.LlamaCpp.Tests;

public sealed class DeviceTests() : DeviceContract(Devices)
{
    private static readonly DevicesUnderTest Devices = new(typeof(DeviceProgram), "LlamaCpp");

    [DeviceFact]
    public Task GreedyAnswers_AreTheGoldenOnes_OnADevice() => AnswersAreTheGoldenOnes(1, gpuLayers: 6, "sum-en");
}

/// <summary>The process that has devices.</summary>
internal static class DeviceProgram
{
    public static int Main(string[] args) => DeviceProbe.Run(args, () => new ModelRuntime(new LlamaCppBinding(), _ => { }));
}
