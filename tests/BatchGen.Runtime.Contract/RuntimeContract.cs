using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract;

/// <summary>What a runtime says of itself and of the machine.</summary>
public abstract class RuntimeContract(RuntimeUnderTest runtime)
{
    [Fact]
    public void Info_NamesTheBindingTheReleaseAndTheBackend()
    {
        var info = runtime.Instance.Info;

        Assert.All([info.Name, info.Version, info.Backend], text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Fact]
    public void GetDevices_GivesTheCpuLast_WithMemoryBetweenZeroAndAll()
    {
        var devices = runtime.Instance.GetDevices();

        Assert.Equal(DeviceKind.Cpu, devices[^1].Kind);
        Assert.All(devices, device => Assert.InRange(device.FreeBytes, 1, device.TotalBytes));
    }
}
