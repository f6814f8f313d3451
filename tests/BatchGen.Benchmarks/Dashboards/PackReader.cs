using System.Buffers.Binary;
using System.Text;

namespace BatchGen.Benchmarks.Dashboards;

/// <summary>Reads MessagePack values one after another; what nobody wants is skipped.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public int Array() => Next() switch
    {
        var fixedSize and >= 0x90 and <= 0x9f => fixedSize & 0xf,
        0xdc => (int)Size(2),
        0xdd => (int)Size(4),
        var other => throw new InvalidDataException($"0x{other:x2} is no array."),
    };

    public long Number() => Next() switch
    {
        var small and <= 0x7f => small,
        var negative and >= 0xe0 => (sbyte)negative,
        0xcc => Size(1),
        0xcd => Size(2),
        0xce => Size(4),
        0xcf or 0xd3 => Size(8),
        0xd0 => (sbyte)Size(1),
        0xd1 => (short)Size(2),
        0xd2 => (int)Size(4),
        var other => throw new InvalidDataException($"0x{other:x2} is no number."),
    };

    /// <summary>Null for nil.</summary>
    public string? Text()
    {
        var form = Next();
        int? length = form switch
        {
            0xc0 => null,
            >= 0xa0 and <= 0xbf => form & 0x1f,
            0xd9 => (int)Size(1),
            0xda => (int)Size(2),
            0xdb => (int)Size(4),
            _ => throw new InvalidDataException($"0x{form:x2} is no text."),
        };
        return length is { } bytes ? Encoding.UTF8.GetString(Take(bytes)) : null;
    }

    public int Bytes() => Next() switch
    {
        0xc4 => Take((int)Size(1)).Length,
        0xc5 => Take((int)Size(2)).Length,
        0xc6 => Take((int)Size(4)).Length,
        var other => throw new InvalidDataException($"0x{other:x2} is no binary."),
    };

    /// <summary>SignalR sends headers as an empty map.</summary>
    public void EmptyMap()
    {
        if (Next() != 0x80)
            throw new InvalidDataException("Headers were expected to be empty.");
    }

    private byte Next() => Take(1)[0];

    private long Size(int bytes)
    {
        Span<byte> whole = stackalloc byte[8];
        Take(bytes).CopyTo(whole[(8 - bytes)..]);
        return BinaryPrimitives.ReadInt64BigEndian(whole);
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
