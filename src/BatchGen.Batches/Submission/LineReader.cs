using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace BatchGen.Batches.Submission;

/// <summary>Cuts a stream into lines, holding no more than one line of at most the allowed length.</summary>
internal sealed class LineReader(Stream input, long maxFileBytes, int maxLineBytes)
{
    private static readonly StreamPipeReaderOptions PipeOptions = new(bufferSize: 128 * 1024, leaveOpen: true);

    private long _offset;
    private int _number;
    private bool _skipping;

    public long BytesRead { get; private set; }

    /// <summary>Reading stopped because the input passed its size limit.</summary>
    public bool IsOverLimit { get; private set; }

    public async IAsyncEnumerable<InputLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(input, PipeOptions);
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                BytesRead = _offset + buffer.Length;
                if (BytesRead > maxFileBytes)
                {
                    IsOverLimit = true;
                    yield break;
                }

                while (TryTakeLine(ref buffer, read.IsCompleted, out var line))
                    yield return line;

                if (read.IsCompleted)
                    yield break;
                SkipTooLong(ref buffer);
                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private bool TryTakeLine(ref ReadOnlySequence<byte> buffer, bool isLast, out InputLine line)
    {
        line = default;
        var end = buffer.PositionOf((byte)'\n');
        if (end is null && (!isLast || (buffer.IsEmpty && !_skipping)))
            return false;

        var content = end is null ? buffer : buffer.Slice(0, end.Value);
        line = ToLine(content);

        var taken = content.Length + (end is null ? 0 : 1);
        buffer = buffer.Slice(taken);
        _offset += taken;
        return true;
    }

    private InputLine ToLine(ReadOnlySequence<byte> content)
    {
        var tooLong = _skipping || content.Length > maxLineBytes;
        _skipping = false;
        _number++;
        if (tooLong)
            return new InputLine(_number, _offset, ReadOnlyMemory<byte>.Empty, IsTooLong: true);

        var bytes = content.IsSingleSegment ? content.First : content.ToArray();
        if (bytes.Length > 0 && bytes.Span[^1] == '\r')
            bytes = bytes[..^1];
        return new InputLine(_number, _offset, bytes, IsTooLong: false);
    }

    /// <summary>Lets go of a line that is already over the limit, so that it never fills the memory.</summary>
    private void SkipTooLong(ref ReadOnlySequence<byte> buffer)
    {
        if (!_skipping && buffer.Length <= maxLineBytes)
            return;

        _skipping = true;
        _offset += buffer.Length;
        buffer = buffer.Slice(buffer.End);
    }
}

/// <summary>One physical line without its end (LF or CRLF).</summary>
/// <param name="Number">1-based.</param>
/// <param name="Offset">Bytes of the input before it.</param>
/// <param name="Bytes">Good until the next line is asked for; empty when <paramref name="IsTooLong"/>.</param>
internal readonly record struct InputLine(int Number, long Offset, ReadOnlyMemory<byte> Bytes, bool IsTooLong)
{
    public bool IsBlank => !IsTooLong && Bytes.Span.IndexOfAnyExcept(" \t\r\f\v"u8) < 0;
}
