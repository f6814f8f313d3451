using System.Text;

namespace BatchGen.Code.Inputs;

/// <summary>A text of any encoding as a stream of UTF-8, of which no more than the beginning is ever held.</summary>
public sealed class Utf8Input : IAsyncDisposable
{
    /// <summary>What the encoding is judged by.</summary>
    private const int HeadBytes = 1 << 20;

    private readonly Stream _raw;

    private Utf8Input(Stream raw, SourceEncoding encoding)
    {
        _raw = raw;
        Encoding = encoding;
        var form = EncodingForm.Of(encoding);
        Content = form.CodePage == 65001 ? raw : System.Text.Encoding.CreateTranscodingStream(raw, form.Strict, new UTF8Encoding(false), leaveOpen: true);
    }

    public SourceEncoding Encoding { get; }

    /// <summary>
    /// UTF-8, with whatever marks the file has. Reading throws <see cref="DecoderFallbackException"/> where the file leaves its own encoding.
    /// </summary>
    public Stream Content { get; }

    /// <param name="input">Read from where it stands, never disposed. Need not be seekable.</param>
    /// <param name="isJson">JSON Lines are Unicode: a code page is refused by its name rather than read.</param>
    /// <exception cref="InputException">invalid_utf8 or input_not_text: one sentence for the whole file.</exception>
    public static async Task<Utf8Input> OpenAsync(Stream input, bool? isJson, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var head = new byte[HeadBytes];
        var read = await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var verdict = EncodingJudge.Judge(head.AsSpan(0, read), isWhole: read < head.Length);
        if (verdict.Encoding is not { } encoding)
            throw Refusal(verdict, head.AsSpan(0, read));
        if (!EncodingForm.Of(encoding).IsUnicode && (isJson ?? OpensAnObject(head.AsSpan(0, read))))
            throw new InputException(
                "invalid_utf8",
                $"The input is not UTF-8; it looks like {EncodingForm.Of(encoding).Name}. JSON is UTF-8: save the file as UTF-8 and submit it again.");
        return new Utf8Input(new HeadedStream(head.AsMemory(0, read), input), encoding);
    }

    /// <summary>For whoever counts lines while bytes come in: a decoder where lines do not end in a byte of their own, else null.</summary>
    /// <param name="start">The first bytes of the input.</param>
    public static Decoder? DecoderOf(ReadOnlySpan<byte> start) => EncodingJudge.Judge(start, isWhole: false).Encoding switch
    {
        SourceEncoding.Utf16LittleEndian => new UnicodeEncoding(bigEndian: false, byteOrderMark: false).GetDecoder(),
        SourceEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false).GetDecoder(),
        _ => null,
    };

    /// <summary>The next bytes as UTF-8; only as good as counting needs it: what is no character is replaced.</summary>
    public static byte[] Transcode(Decoder decoder, ReadOnlySpan<byte> part)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var characters = new char[decoder.GetCharCount(part, flush: false)];
        decoder.GetChars(part, characters, flush: false);
        return System.Text.Encoding.UTF8.GetBytes(characters);
    }

    public async ValueTask DisposeAsync()
    {
        if (Content != _raw)
            await Content.DisposeAsync();
        await _raw.DisposeAsync();
    }

    private static bool OpensAnObject(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static InputException Refusal(EncodingVerdict verdict, ReadOnlySpan<byte> bytes)
    {
        if (verdict.LooksLike is { } kind)
            return new InputException("input_not_text", $"The input is {kind}, not text. Unpack it or export it as UTF-8 text, then submit that.");
        (var line, var value) = FirstForeign(bytes);
        return new InputException("invalid_utf8", $"The input is neither UTF-8 nor UTF-16, nor is it certain which code page it is in (line {line} has the byte 0x{value:X2}). Save the file as UTF-8 and submit it again.");
    }

    private static (int Line, byte Value) FirstForeign(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return (bytes[..at].Count((byte)'\n') + 1, bytes[Math.Min(at, bytes.Length - 1)]);
    }
}

/// <summary>Bytes that were read already, then the rest of the stream they came from, which stays open.</summary>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _head = head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var taken = TakeHead(buffer);
        return taken > 0 || buffer.IsEmpty ? taken : rest.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var taken = TakeHead(buffer.Span);
        return taken > 0 || buffer.IsEmpty ? new ValueTask<int>(taken) : rest.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeHead(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _head.Length);
        _head.Span[..taken].CopyTo(buffer);
        _head = _head[taken..];
        return taken;
    }
}
