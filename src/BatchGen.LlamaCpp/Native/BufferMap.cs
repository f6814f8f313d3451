using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// <c>std::map&lt;ggml_backend_buffer_type_t, llama_memory_breakdown_data&gt;</c> as libstdc++ lays it out (bits/stl_tree.h):
/// the comparison's padded emptiness, the header node, the count. 48 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BufferMap
{
    public nint Comparison;
    public nint Color;
    public nint Root;
    public nint First;
    public nint Last;
    public nuint Count;
}
