using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// One tensor's entry as it lies in the header: name length (8), name, dimension count (4), dimensions (8 each),
/// type (4), data offset (8). Reading a field is only allowed after <see cref="TensorSection"/> has checked the entry.
/// </summary>
internal readonly ref struct TensorEntry
{
    private readonly ReadOnlySpan<byte> _bytes;

    private TensorEntry(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The longest entry there can be.</summary>
    public const int BytesMax =
        sizeof(long) + GgufLimits.TensorNameBytes + sizeof(int) + (GgufLimits.Dimensions * sizeof(long)) + sizeof(int) + sizeof(long);

    public static TensorEntry At(byte[] raw, int offset) => new(raw.AsSpan(offset));

    private int NameLength => (int)BinaryPrimitives.ReadInt64LittleEndian(_bytes);

    private int AfterName => sizeof(long) + NameLength;

    private int AfterDimensions => AfterName + sizeof(int) + (DimensionCount * sizeof(long));

    public ReadOnlySpan<byte> Name => _bytes.Slice(sizeof(long), NameLength);

    public int DimensionCount => BinaryPrimitives.ReadInt32LittleEndian(_bytes[AfterName..]);

    public uint TypeNumber => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[AfterDimensions..]);

    public ulong DataOffset => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(AfterDimensions + sizeof(int))..]);

    public int Length => AfterDimensions + sizeof(int) + sizeof(long);

    public ulong Dimension(int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(_bytes[(AfterName + sizeof(int) + (index * sizeof(long)))..]);

    public GgufTensor ToTensor()
    {
        var dimensions = ImmutableArray.CreateBuilder<long>(DimensionCount);
        var elements = 1L;
        for (var i = 0; i < DimensionCount; i++)
        {
            dimensions.Add((long)Dimension(i));
            elements *= (long)Dimension(i);
        }
        var type = (GgufTensorType)TypeNumber;
        return new GgufTensor(
            Encoding.UTF8.GetString(Name), type, dimensions.MoveToImmutable(), (long)DataOffset, TensorBlock.Of(type).BytesOf(elements));
    }
}
