using System.Runtime.InteropServices;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>One entry of llama.cpp's memory breakdown: a kind of buffer, on whose device it lies, and what it holds.</summary>
/// <param name="Device">ggml's name of it; null for main memory, also where a GPU's driver has pinned it.</param>
public sealed record BufferUse(string? Device, long WeightsBytes, long KvBytes, long ComputeBytes);

/// <summary>
/// <c>llama_get_memory_breakdown</c>, the only place where llama.cpp says to the byte what it takes; in a simulated load too.
/// It is C++: exported under its mangled name, returning a std::map by value. That is readable where the library was built
/// with libstdc++, which the Linux builds of both bindings are (b10221 and v0.5.0 alike); elsewhere the log has to do.
/// The map's nodes (64 bytes each, a handful a context) are not freed: their allocator is not ours.
/// </summary>
public static unsafe class MemoryBreakdown
{
    private const string Symbol = "_Z26llama_get_memory_breakdownPK13llama_context";

    /// <summary>More kinds of buffers than any machine has: beyond it what was read is no map.</summary>
    private const nuint MostBuffers = 256;

    /// <param name="library">libllama's handle.</param>
    /// <param name="context">A <c>llama_context*</c> that stays alive during the call.</param>
    /// <param name="deviceOf">The name of a buffer type's device; null for main memory.</param>
    /// <returns>Null where this build's answer cannot be read.</returns>
    public static IReadOnlyList<BufferUse>? Read(nint library, nint context, Func<nint, string?> deviceOf)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(library, Symbol, out var address))
            return null;
        var map = ((delegate* unmanaged[Cdecl]<nint, BufferMap>)address)(context);
        return map.Count <= MostBuffers ? Walk(map, deviceOf) : null;
    }

    private static List<BufferUse>? Walk(BufferMap map, Func<nint, string?> deviceOf)
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
            found.Add(new BufferUse(deviceOf(node->BufferType), (long)node->Model, (long)node->Context, (long)node->Compute));
            open.Push(node->Left);
            open.Push(node->Right);
        }

        return (nuint)found.Count == map.Count ? found : null;
    }

    /// <summary>
    /// <c>std::map&lt;ggml_backend_buffer_type_t, llama_memory_breakdown_data&gt;</c> as libstdc++ lays it out (bits/stl_tree.h):
    /// the comparison's padded emptiness, the header node, the count. 48 bytes.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BufferMap
    {
        public nint Comparison;
        public nint Color;
        public nint Root;
        public nint First;
        public nint Last;
        public nuint Count;
    }

    /// <summary>A node of <see cref="BufferMap"/>: colour, three links, then the pair it holds.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BufferMapNode
    {
        public nint Color;
        public nint Parent;
        public nint Left;
        public nint Right;
        public nint BufferType;
        public nuint Model;
        public nuint Context;
        public nuint Compute;
    }
}
