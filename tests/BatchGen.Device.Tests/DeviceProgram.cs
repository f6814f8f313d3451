using BatchGen.Engine.Host;
using BatchGen.Runtime.Contract.Devices;
using BatchGen.Testing.Devices;

// The environment of this process, which its engines have, says which devices there are: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace BatchGen.Device.Tests;

/// <summary>The process that has devices, for what no engine says.</summary>
internal static class DeviceProgram
{
    public static DevicesUnderTest Devices { get; } = new(typeof(DeviceProgram), "LLamaSharp");

    public static int Main(string[] args) => DeviceProbe.Run(args, () => RuntimeFactory.Create(_ => { }));
}

public sealed class RuntimeOnDevicesTests() : DeviceContract(DeviceProgram.Devices)
{
    [DeviceTheory]
    [InlineData(1, 6, "unique-javascript")]
    [InlineData(1, 3, "sum-en")]
    [InlineData(2, 6, "sum-en")]
    public Task GreedyAnswers_AreTheGoldenOnes_OnDevices(int count, int gpuLayers, string question) => AnswersAreTheGoldenOnes(count, gpuLayers, question);
}
