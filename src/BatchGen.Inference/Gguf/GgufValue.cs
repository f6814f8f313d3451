using System.Buffers.Binary;
using System.Text;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// One metadata value, kept as the file's own bytes and decoded when asked for: a vocabulary of 150,000 texts
/// takes here what it takes in the file, not three times that.
/// </summary>
public sealed class GgufValue
{
    private readonly byte[] _raw;

    internal GgufValue(GgufValueType type, GgufValueType elementType, long count, byte[] raw)
    {
        Type = type;
        ElementType = elementType;
        Count = count;
        _raw = raw;
    }

    public GgufValueType Type { get; }

    /// <summary>An array's element type; for anything else the same as <see cref="Type"/>.</summary>
    public GgufValueType ElementType { get; }

    /// <summary>An array's length; 1 for anything else.</summary>
    public long Count { get; }

    public bool IsArray => Type == GgufValueType.List;

    /// <summary>The integer at an index. Unsigned 64-bit values above the signed range are given as <see cref="long.MaxValue"/>.</summary>
    internal long IntegerAt(long index) => ElementType switch
    {
        GgufValueType.U8 => Element(index)[0],
        GgufValueType.I8 => (sbyte)Element(index)[0],
        GgufValueType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(Element(index)),
        GgufValueType.I16 => BinaryPrimitives.ReadInt16LittleEndian(Element(index)),
        GgufValueType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(Element(index)),
        GgufValueType.I32 => BinaryPrimitives.ReadInt32LittleEndian(Element(index)),
        GgufValueType.I64 => BinaryPrimitives.ReadInt64LittleEndian(Element(index)),
        _ => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(Element(index)), long.MaxValue),
    };

    internal bool FlagAt(long index) => Element(index)[0] != 0;

    internal double NumberAt(long index) => ElementType switch
    {
        GgufValueType.F32 => BinaryPrimitives.ReadSingleLittleEndian(Element(index)),
        GgufValueType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(Element(index)),
        _ => IntegerAt(index),
    };

    internal bool Boolean => _raw[0] != 0;

    /// <summary>A single text. Bytes that are no UTF-8 come out as U+FFFD, as they would on a page.</summary>
    internal string Text => Encoding.UTF8.GetString(_raw);

    internal GgufTexts Texts => new(_raw, Count);

    private ReadOnlySpan<byte> Element(long index)
    {
        var size = GgufValueTypes.Bytes(ElementType);
        return _raw.AsSpan(checked((int)(index * size)), size);
    }
}
