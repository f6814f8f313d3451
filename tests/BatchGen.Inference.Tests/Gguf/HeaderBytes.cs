using System.Buffers.Binary;

namespace BatchGen.Inference.Tests.Gguf;

/// <summary>Changes to a finished header.</summary>
internal static class HeaderBytes
{
    public static byte[] With(this byte[] header, int at, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(at), value);
        return header;
    }

    public static byte[] Also(this byte[] header, Action<byte[]> change)
    {
        change(header);
        return header;
    }
}
