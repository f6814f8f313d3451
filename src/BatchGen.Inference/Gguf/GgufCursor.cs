using System.Buffers.Binary;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// A position in the file that knows what is left. Every read checks first, so that nothing is allocated
/// or waited for that the file cannot give.
/// </summary>
internal sealed class GgufCursor(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private long _bufferStart;
    private int _bufferCount;

    public long Length { get; } = LengthOf(stream);

    public long Position { get; private set; }

    public long Remaining => Length - Position;

    public void Seek(long position) => Position = position;

    public uint ReadUInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), what));

    public ulong ReadUInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), what));

    /// <summary>A length or count in units of at least <paramref name="unitBytes"/> each, which the rest of the file can hold.</summary>
    public long ReadLength(int unitBytes, string what)
    {
        var at = Position;
        var length = ReadUInt64(what);
        if (length > (ulong)(Remaining / unitBytes))
        {
            throw new GgufException(
                GgufErrorCodes.LengthOutOfBounds,
                $"At byte {at} the file announces {length} for {what}, but only {Remaining} bytes are left. "
                + $"The file is damaged or cut off: download or convert it again.",
                at);
        }
        return (long)length;
    }

    public void Skip(long bytes, string what)
    {
        Require(bytes, what);
        Position += bytes;
    }

    public byte[] ReadBytes(long count, string what)
    {
        Require(count, what);
        var bytes = new byte[count];
        Fill(bytes, what);
        return bytes;
    }

    private void Fill(Span<byte> target, string what)
    {
        while (target.Length > 0)
        {
            var available = Buffered(what);
            var taken = Math.Min(available.Length, target.Length);
            available[..taken].CopyTo(target);
            target = target[taken..];
            Position += taken;
        }
    }

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        Require(count, what);
        if (Position < _bufferStart || Position + count > _bufferStart + _bufferCount)
            Load(what);
        if (_bufferCount < count)
            throw Truncated(count, what);
        var span = _buffer.AsSpan((int)(Position - _bufferStart), count);
        Position += count;
        return span;
    }

    private ReadOnlySpan<byte> Buffered(string what)
    {
        if (Position < _bufferStart || Position >= _bufferStart + _bufferCount)
            Load(what);
        if (_bufferCount == 0)
            throw Truncated(1, what);
        return _buffer.AsSpan((int)(Position - _bufferStart), _bufferCount - (int)(Position - _bufferStart));
    }

    private void Load(string what)
    {
        try
        {
            stream.Position = Position;
            _bufferStart = Position;
            _bufferCount = stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException e)
        {
            throw new GgufException(
                GgufErrorCodes.Unreadable, $"Reading {what} at byte {Position} failed: {ForeignMessage.Of(e)}", Position, inner: e);
        }
    }

    private void Require(long bytes, string what)
    {
        if (bytes > Remaining)
            throw Truncated(bytes, what);
    }

    private GgufException Truncated(long bytes, string what) => new(
        GgufErrorCodes.Truncated,
        $"The file ends inside {what}: {bytes} bytes are needed at byte {Position}, {Math.Max(0, Remaining)} are left. "
        + $"It is cut off: download or copy it again.",
        Position);

    private static long LengthOf(Stream stream)
    {
        if (!stream.CanSeek)
            throw new ArgumentException("A GGUF header is read from a seekable stream.", nameof(stream));
        try
        {
            return stream.Length;
        }
        catch (IOException e)
        {
            throw new GgufException(GgufErrorCodes.Unreadable, $"The file's length cannot be read: {ForeignMessage.Of(e)}", inner: e);
        }
    }
}
