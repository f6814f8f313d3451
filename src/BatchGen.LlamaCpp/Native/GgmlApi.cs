using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The functions of ggml that the seam needs: backends, devices, and the last words before an abort.</summary>
internal static unsafe partial class GgmlApi
{
    [LibraryImport(LibraryNames.Ggml, EntryPoint = "ggml_backend_load_all_from_path")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void LoadBackends(byte* directory);

    [LibraryImport(LibraryNames.Ggml, EntryPoint = "ggml_backend_dev_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint DeviceCount();

    [LibraryImport(LibraryNames.Ggml, EntryPoint = "ggml_backend_dev_get")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Device(nuint index);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_dev_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* DeviceName(nint device);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_dev_description")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* DeviceDescription(nint device);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_dev_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DeviceMemory(nint device, nuint* free, nuint* total);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_dev_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DeviceType(nint device);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_buft_get_device")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint BufferTypeDevice(nint bufferType);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_backend_buft_is_host")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte BufferTypeIsHost(nint bufferType);

    [LibraryImport(LibraryNames.GgmlBase, EntryPoint = "ggml_set_abort_callback")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint SetAbort(delegate* unmanaged[Cdecl]<byte*, void> callback);
}
