using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>A node of <see cref="BufferMap"/>: colour, three links, then the pair it holds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BufferMapNode
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
