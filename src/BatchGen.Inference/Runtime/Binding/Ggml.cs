using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>
/// ggml's functions that no binding publishes: devices with their memory, where a buffer lies, the last words before an abort. They are taken from
/// the libraries that the binding has loaded, so no name is looked for anywhere; their C signatures are alike in b10221 and v0.5.0 (ggml-backend.h).
/// </summary>
/// <param name="ggml">libggml's handle.</param>
/// <param name="ggmlBase">libggml-base's handle.</param>
public sealed unsafe class Ggml(nint ggml, nint ggmlBase)
{
    // ggml-cpu/amx/amx.cpp
    private const string AmxBuffer = "AMX";

    /// <summary>Routes ggml's last words and the names of tensors here. Once, before anything else is called.</summary>
    public void Attach()
    {
        ((delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<byte*, void>, nint>)Base("ggml_set_abort_callback"))(LlamaLog.AbortCallback);
        LayerWatch.ReadNamesWith((delegate* unmanaged[Cdecl]<nint, byte*>)Base("ggml_get_name"));
    }

    /// <summary>Makes the backends in a folder known; it picks the CPU build that fits the machine. Without a backend no model loads.</summary>
    public void LoadBackends(string folder)
    {
        fixed (byte* path = NativeText.ToZeroTerminated(folder))
            ((delegate* unmanaged[Cdecl]<byte*, void>)NativeLibrary.GetExport(ggml, "ggml_backend_load_all_from_path"))(path);
    }

    /// <summary>In ggml's order, with their memory at this moment.</summary>
    public IReadOnlyList<NativeDevice> Devices()
    {
        var count = ((delegate* unmanaged[Cdecl]<nuint>)NativeLibrary.GetExport(ggml, "ggml_backend_dev_count"))();
        var get = (delegate* unmanaged[Cdecl]<nuint, nint>)NativeLibrary.GetExport(ggml, "ggml_backend_dev_get");
        var devices = new List<NativeDevice>();
        for (nuint index = 0; index < count; index++)
            devices.Add(Describe(get(index)));
        return devices;
    }

    /// <summary>The name of a buffer type's device; null for main memory, also where a GPU's driver has pinned it for its transfers.</summary>
    public string? DeviceOf(nint bufferType)
    {
        if (((delegate* unmanaged[Cdecl]<nint, byte>)Base("ggml_backend_buft_is_host"))(bufferType) != 0)
            return null;
        var device = ((delegate* unmanaged[Cdecl]<nint, nint>)Base("ggml_backend_buft_get_device"))(bufferType);
        return device == 0 ? null : Text("ggml_backend_dev_name", device);
    }

    private NativeDevice Describe(nint device)
    {
        nuint free = 0, total = 0;
        ((delegate* unmanaged[Cdecl]<nint, nuint*, nuint*, void>)Base("ggml_backend_dev_memory"))(device, &free, &total);
        var type = ((delegate* unmanaged[Cdecl]<nint, int>)Base("ggml_backend_dev_type"))(device);
        return new NativeDevice(Text("ggml_backend_dev_name", device), Text("ggml_backend_dev_description", device), type, (long)free, (long)total)
        {
            PacksForAmx = ExtraBuffers(device).Contains(AmxBuffer),
        };
    }

    /// <summary>Where a CPU backend puts weights that it packs for its own instructions: "AMX", "CPU_REPACK".</summary>
    private List<string> ExtraBuffers(nint device)
    {
        var registry = ((delegate* unmanaged[Cdecl]<nint, nint>)Base("ggml_backend_dev_backend_reg"))(device);
        nint function;
        fixed (byte* name = "ggml_backend_dev_get_extra_bufts"u8)
            function = ((delegate* unmanaged[Cdecl]<nint, byte*, nint>)Base("ggml_backend_reg_get_proc_address"))(registry, name);
        var names = new List<string>();
        if (function == 0)
            return names;
        for (var buffers = ((delegate* unmanaged[Cdecl]<nint, nint*>)function)(device); buffers is not null && *buffers != 0; buffers++)
            names.Add(Text("ggml_backend_buft_name", *buffers));
        return names;
    }

    private string Text(string function, nint argument) => NativeText.Read(((delegate* unmanaged[Cdecl]<nint, byte*>)Base(function))(argument));

    private nint Base(string function) => NativeLibrary.GetExport(ggmlBase, function);
}
