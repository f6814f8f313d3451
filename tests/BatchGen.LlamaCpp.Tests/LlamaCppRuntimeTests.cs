using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;

namespace BatchGen.LlamaCpp.Tests;

public sealed class LlamaCppRuntimeTests
{
    [Fact]
    public void Info_NamesTheLibraryAndItsRelease() =>
        Assert.Equal(("llama.cpp", "v0.5.0"), (TestRuntime.Instance.Info.Name, TestRuntime.Instance.Info.Version));

    [Fact]
    public void GetDevices_GivesTheCpuLast_WithMemoryBetweenZeroAndAll()
    {
        var devices = TestRuntime.Instance.GetDevices();

        Assert.Equal(DeviceKind.Cpu, devices[^1].Kind);
        Assert.All(devices, device => Assert.InRange(device.FreeBytes, 1, device.TotalBytes));
    }

    [Fact]
    public void Constructor_SendsTheLibrarysLogToItsSink()
    {
        _ = TestRuntime.SharedModel;

        Assert.Contains(TestRuntime.Log, line => line.Level == LlamaLogLevel.Information && line.Text.Contains("chatglm", StringComparison.Ordinal));
    }
}
