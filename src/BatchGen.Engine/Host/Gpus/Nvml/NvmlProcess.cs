using System.Runtime.InteropServices;

namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary><c>nvmlProcessInfo_t</c> as version 3 of the call fills it: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NvmlProcess
{
    /// <summary>NVML_VALUE_NOT_AVAILABLE: Windows does not tell it under WDDM.</summary>
    public const ulong NotAvailable = ulong.MaxValue;

    public uint ProcessId;
    public ulong UsedBytes;
    public uint GpuInstance;
    public uint ComputeInstance;
}
