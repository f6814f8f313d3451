using BatchGen.Runtime.Contract.Devices;

namespace BatchGen.LlamaCpp.Tests;

/// <summary>Plans only: what computes is ggml's, and translating its kernels a second time for another release takes a minute.</summary>
public sealed class DeviceTests() : DeviceContract(Devices)
{
    private static readonly DevicesUnderTest Devices = new(typeof(Probe), "LlamaCpp");
}
