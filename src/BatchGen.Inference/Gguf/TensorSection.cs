using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// Reads and checks the header's tensor entries: names, shapes, types, and that their data lies back to back.
/// llama.cpp (gguf.cpp) demands the same order, so overlapping, cyclic and stray offsets all show as "not where expected".
/// </summary>
internal sealed class TensorSection
{
    private readonly byte[] _raw;
    private readonly int[] _offsets;
    private readonly long _start;
    private readonly uint _alignment;
    private int _next;

    private TensorSection(byte[] raw, int count, long start, uint alignment)
    {
        _raw = raw;
        _offsets = new int[count];
        _start = start;
        _alignment = alignment;
    }

    public GgufTensorTable Table { get; private set; } = null!;

    /// <summary>The first byte after the entries.</summary>
    public long End => _start + _next;

    /// <summary>The end of the last tensor's data, from the start of the data section.</summary>
    public long DataBytes { get; private set; }

    public static TensorSection Read(GgufCursor cursor, int count, uint alignment)
    {
        var start = cursor.Position;
        var most = Math.Min((long)count * TensorEntry.BytesMax, cursor.Remaining);
        var section = new TensorSection(cursor.ReadBytes(most, "the tensor list"), count, start, alignment);
        section.ReadEntries();
        return section;
    }

    private void ReadEntries()
    {
        var paddedEnd = 0L;
        for (var i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = _next;
            CheckFits(i);
            var entry = TensorEntry.At(_raw, _next);
            var bytes = CheckShape(entry);
            CheckOffset(entry, paddedEnd);
            DataBytes = Add(entry, paddedEnd, bytes);
            paddedEnd = Add(entry, DataBytes, Padding(DataBytes));
            _next += entry.Length;
        }
        Table = new GgufTensorTable(_raw, _offsets, OrderByName());
    }

    /// <summary>Every field of the entry lies inside the bytes that were read; afterwards its accessors are safe.</summary>
    private void CheckFits(int index)
    {
        var left = _raw.AsSpan(_next);
        if (left.Length < sizeof(long))
            throw Truncated(index);
        var nameLength = BinaryPrimitives.ReadUInt64LittleEndian(left);
        if (nameLength is 0 or > GgufLimits.TensorNameBytes)
        {
            throw new GgufException(
                GgufErrorCodes.BadText,
                $"Tensor {index} at byte {End} has a name of {nameLength} bytes; 1 to {GgufLimits.TensorNameBytes} are allowed. The file is damaged.",
                End);
        }
        var afterName = sizeof(long) + (int)nameLength;
        if (left.Length < afterName + sizeof(int))
            throw Truncated(index);
        if (!Utf8.IsValid(left.Slice(sizeof(long), (int)nameLength)))
            throw new GgufException(GgufErrorCodes.BadText, $"The name of tensor {index} at byte {End} is not UTF-8. The file is damaged.", End);
        var dimensions = BinaryPrimitives.ReadUInt32LittleEndian(left[afterName..]);
        if (dimensions > GgufLimits.Dimensions)
        {
            var name = Encoding.UTF8.GetString(left.Slice(sizeof(long), (int)nameLength));
            throw new GgufException(
                GgufErrorCodes.BadTensorShape,
                $"Tensor '{name}' has {dimensions} dimensions; ggml knows at most {GgufLimits.Dimensions}. The file is damaged.",
                End + afterName,
                name);
        }
        if (left.Length < afterName + sizeof(int) + ((int)dimensions * sizeof(long)) + sizeof(int) + sizeof(long))
            throw Truncated(index);
    }

    private static long CheckShape(TensorEntry entry)
    {
        if (!TensorBlock.TryOf((GgufTensorType)entry.TypeNumber, out var block))
        {
            throw Fault(
                entry, GgufErrorCodes.BadTensorType,
                $"has type {entry.TypeNumber}, which llama.cpp does not know or no longer reads. Get the model in another quantization.");
        }
        Int128 elements = 1;
        for (var i = 0; i < entry.DimensionCount; i++)
        {
            var dimension = entry.Dimension(i);
            if (dimension is 0 or > long.MaxValue)
                throw Fault(entry, GgufErrorCodes.BadTensorShape, $"has a dimension of {dimension}. The file is damaged.");
            // Four factors below 2^63 can pass 2^127, so the product is bounded after each.
            elements *= dimension;
            if (elements > GgufLimits.TensorElements)
                throw Fault(entry, GgufErrorCodes.BadTensorShape, $"has more than {GgufLimits.TensorElements} elements. The file is damaged.");
        }
        var row = entry.DimensionCount == 0 ? 1 : (long)entry.Dimension(0);
        if (row % block.Elements != 0)
        {
            throw Fault(
                entry, GgufErrorCodes.BadTensorShape,
                $"has rows of {row} elements, no multiple of the {block.Elements} its type {(GgufTensorType)entry.TypeNumber} packs together. The file is damaged.");
        }
        return block.BytesOf((long)elements);
    }

    private void CheckOffset(TensorEntry entry, long expected)
    {
        if (entry.DataOffset == (ulong)expected)
            return;
        var reason = entry.DataOffset % _alignment != 0
            ? InvariantText.Of($"which is no multiple of the alignment {_alignment}")
            : entry.DataOffset < (ulong)expected ? "which overlaps other tensors" : "which leaves a gap";
        throw Fault(
            entry, GgufErrorCodes.BadTensorOffset,
            $"has its data at offset {entry.DataOffset}, {reason}: {expected} is expected. The file is damaged: download or convert it again.");
    }

    private static long Add(TensorEntry entry, long left, long right) => right <= GgufLimits.DataBytes - left
        ? left + right
        : throw Fault(entry, GgufErrorCodes.BadTensorShape, $"ends beyond {GgufLimits.DataBytes} bytes. The file is damaged.");

    private long Padding(long end) => (_alignment - (end % _alignment)) % _alignment;

    private int[] OrderByName()
    {
        var order = new int[_offsets.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        order.AsSpan().Sort((left, right) => TensorEntry.At(_raw, _offsets[left]).Name.SequenceCompareTo(TensorEntry.At(_raw, _offsets[right]).Name));
        for (var i = 1; i < order.Length; i++)
        {
            var entry = TensorEntry.At(_raw, _offsets[order[i]]);
            if (entry.Name.SequenceEqual(TensorEntry.At(_raw, _offsets[order[i - 1]]).Name))
                throw Fault(entry, GgufErrorCodes.DuplicateTensor, "is in the file twice. The file is damaged: convert it again.");
        }
        return order;
    }

    private GgufException Truncated(int index) => new(
        GgufErrorCodes.Truncated,
        $"The file ends inside the list of tensors: tensor {index} of {_offsets.Length} starts at byte {End} and is not complete. "
        + $"It is cut off: download or copy it again.",
        End);

    private static GgufException Fault(TensorEntry entry, string code, InvariantText what)
    {
        var name = Encoding.UTF8.GetString(entry.Name);
        return new GgufException(code, $"Tensor '{name}' {what.ToString()}", key: name);
    }
}
