using System.Runtime.InteropServices;
using BatchGen.LlamaCpp.DryRuns;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// <c>llama_get_memory_breakdown</c>, the only place where llama.cpp says to the byte what it takes; in a simulated load too.
/// It is C++: exported under its mangled name, returning a std::map by value. That is readable where the library was built
/// with libstdc++, which the Linux builds are; elsewhere the log has to do.
/// The map's nodes (64 bytes each, a handful a context) are not freed: their allocator is not ours.
/// </summary>
internal static unsafe class MemoryBreakdown
{
    private const string Symbol = "_Z26llama_get_memory_breakdownPK13llama_context";

    /// <summary>More kinds of buffers than any machine has: beyond it what was read is no map.</summary>
    private const nuint MostBuffers = 256;

    /// <returns>Null where this build's answer cannot be read.</returns>
    public static IReadOnlyList<BufferUse>? Read(ContextHandle context)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(NativeLibrary.Load(LlamaLibrary.Load().Llama), Symbol, out var address))
            return null;

        var held = false;
        try
        {
            context.DangerousAddRef(ref held);
            var map = ((delegate* unmanaged[Cdecl]<nint, BufferMap>)address)(context.DangerousGetHandle());
            return map.Count <= MostBuffers ? Walk(map) : null;
        }
        finally
        {
            if (held)
                context.DangerousRelease();
        }
    }

    private static List<BufferUse>? Walk(BufferMap map)
    {
        var found = new List<BufferUse>();
        var open = new Stack<nint>([map.Root]);
        while (open.TryPop(out var next))
        {
            if (next == 0)
                continue;
            if ((nuint)found.Count == map.Count)
                return null;
            var node = (BufferMapNode*)next;
            found.Add(new BufferUse(DeviceOf(node->BufferType), (long)node->Model, (long)node->Context, (long)node->Compute));
            open.Push(node->Left);
            open.Push(node->Right);
        }

        return (nuint)found.Count == map.Count ? found : null;
    }

    /// <summary>Memory that a GPU's driver pins for its transfers belongs to the GPU's device and lies in main memory.</summary>
    private static string DeviceOf(nint bufferType)
    {
        var device = GgmlApi.BufferTypeIsHost(bufferType) != 0 ? 0 : GgmlApi.BufferTypeDevice(bufferType);
        return device == 0 ? DeviceAllocation.MainMemory : NativeText.Read(GgmlApi.DeviceName(device));
    }
}
