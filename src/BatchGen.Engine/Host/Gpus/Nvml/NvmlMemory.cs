using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary><c>nvmlMemory_t</c>, in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlMemory
{
    public ulong Total;
    public ulong Free;
    public ulong Used;
}
