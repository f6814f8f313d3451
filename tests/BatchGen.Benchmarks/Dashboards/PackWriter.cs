using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace BatchGen.Benchmarks.Dashboards;

/// <summary>Writes the few MessagePack forms that a circuit's client needs (github.com/msgpack/msgpack, spec.md).</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _content = new();

    public PackWriter Array(int count) => Byte(0x90 | count);

    public PackWriter EmptyMap() => Byte(0x80);

    public PackWriter Nil() => Byte(0xc0);

    public PackWriter True() => Byte(0xc3);

    public PackWriter Number(long value)
    {
        Byte(0xd3);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _content.Write(bytes);
        return this;
    }

    public PackWriter Text(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Byte(0xdb);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        _content.Write(length);
        _content.Write(text);
        return this;
    }

    /// <summary>With its length before it, seven bits a byte and the least first, as SignalR frames binary messages.</summary>
    public byte[] ToFrame()
    {
        using var frame = new MemoryStream();
        using var writer = new BinaryWriter(frame);
        writer.Write7BitEncodedInt(_content.WrittenCount);
        writer.Write(_content.WrittenSpan);
        return frame.ToArray();
    }

    private PackWriter Byte(int value)
    {
        _content.Write([(byte)value]);
        return this;
    }
}
