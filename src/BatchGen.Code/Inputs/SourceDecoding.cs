using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BatchGen.Code.Inputs;

/// <summary>Bytes to text and back, without ever replacing a byte that is not understood.</summary>
public static class SourceDecoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    public static DecodedSource Decode(ReadOnlySpan<byte> bytes)
    {
        SourceEncoding encoding = EncodingOf(bytes);
        try
        {
            string text = Codec(encoding).GetString(bytes[Mark(encoding).Length..]);
            return text.Contains('\0') ? new DecodedSource(null, encoding, SkipReason.Binary) : new DecodedSource(text, encoding, null);
        }
        catch (DecoderFallbackException)
        {
            return new DecodedSource(null, encoding, bytes.Contains((byte)0) ? SkipReason.Binary : SkipReason.UnknownEncoding);
        }
    }

    /// <summary>The bytes of a text in the encoding its file had. An unpaired surrogate, which no encoding can hold, becomes U+FFFD.</summary>
    public static byte[] Encode(string text, SourceEncoding encoding)
    {
        Encoding lenient = (Encoding)Codec(encoding).Clone();
        lenient.EncoderFallback = new EncoderReplacementFallback("\uFFFD");
        return [.. Mark(encoding), .. lenient.GetBytes(text)];
    }

    private static SourceEncoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Mark(SourceEncoding.Utf8WithMark)))
            return SourceEncoding.Utf8WithMark;
        if (bytes.StartsWith(Mark(SourceEncoding.Utf16LittleEndian)))
            return SourceEncoding.Utf16LittleEndian;
        return bytes.StartsWith(Mark(SourceEncoding.Utf16BigEndian)) ? SourceEncoding.Utf16BigEndian : SourceEncoding.Utf8;
    }

    private static Encoding Codec(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf16LittleEndian => LittleEndian,
        SourceEncoding.Utf16BigEndian => BigEndian,
        _ => Utf8,
    };

    private static ReadOnlySpan<byte> Mark(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Utf8WithMark => [0xEF, 0xBB, 0xBF],
        SourceEncoding.Utf16LittleEndian => [0xFF, 0xFE],
        SourceEncoding.Utf16BigEndian => [0xFE, 0xFF],
        _ => [],
    };
}

/// <summary>Either a text, or why the bytes are none; never both.</summary>
/// <param name="Obstacle"><see cref="SkipReason.Binary"/> or <see cref="SkipReason.UnknownEncoding"/>.</param>
public sealed record DecodedSource(string? Text, SourceEncoding Encoding, SkipReason? Obstacle)
{
    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Obstacle))]
    public bool IsText => Text is not null;
}

/// <summary>How a file's text was encoded, kept so that the answer can be written the same way.</summary>
public enum SourceEncoding
{
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
}
