using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary><c>nvmlUtilization_t</c>, in percent of the last sampling period.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlUtilization
{
    public uint Gpu;
    public uint Memory;
}
