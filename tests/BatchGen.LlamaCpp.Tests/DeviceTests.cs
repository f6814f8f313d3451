using BatchGen.Runtime.Contract.Devices;
using BatchGen.Testing.Devices;

namespace BatchGen.LlamaCpp.Tests;

public sealed class DeviceTests() : DeviceContract(Devices)
{
    private static readonly DevicesUnderTest Devices = new(typeof(Probe), "LlamaCpp");

    [DeviceFact]
    public Task GreedyAnswers_AreTheGoldenOnes_OnADevice() => AnswersAreTheGoldenOnes(1, gpuLayers: 6, "sum-en");
}
