using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace BatchGen.Code.Inputs;

/// <summary>Bytes to text and back, without ever replacing a byte that is not understood.</summary>
public static class SourceDecoding
{
    /// <param name="bytes">A whole file's.</param>
    public static DecodedSource Decode(ReadOnlySpan<byte> bytes)
    {
        var verdict = EncodingJudge.Judge(bytes, isWhole: true);
        if (verdict.Encoding is not { } encoding)
            return new DecodedSource(null, SourceEncoding.Utf8, verdict.LooksLike is null ? SkipReason.UnknownEncoding : SkipReason.Binary);
        var form = EncodingForm.Of(encoding);
        try
        {
            var text = form.Strict.GetString(bytes[(bytes.StartsWith(form.Mark) ? form.Mark.Length : 0)..]);
            return text.Contains('\0') ? new DecodedSource(null, encoding, SkipReason.Binary) : new DecodedSource(text, encoding, null);
        }
        catch (DecoderFallbackException)
        {
            return new DecodedSource(null, encoding, bytes.Contains((byte)0) ? SkipReason.Binary : SkipReason.UnknownEncoding);
        }
    }

    /// <summary>
    /// The bytes of a text in the encoding its file had; in UTF-8 with a mark where a code page cannot hold it. An unpaired
    /// surrogate, which no encoding can hold, becomes U+FFFD.
    /// </summary>
    public static byte[] Encode(string text, SourceEncoding encoding)
    {
        var form = EncodingForm.Of(encoding);
        if (form.IsUnicode)
        {
            var lenient = (Encoding)form.Strict.Clone();
            lenient.EncoderFallback = new EncoderReplacementFallback("\uFFFD");
            return [.. form.Mark, .. lenient.GetBytes(text)];
        }

        try
        {
            return form.Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return Encode(text, SourceEncoding.Utf8WithMark);
        }
    }
}

/// <summary>Either a text, or why the bytes are none; never both.</summary>
/// <param name="Obstacle"><see cref="SkipReason.Binary"/> or <see cref="SkipReason.UnknownEncoding"/>.</param>
public sealed record DecodedSource(string? Text, SourceEncoding Encoding, SkipReason? Obstacle)
{
    [MemberNotNullWhen(true, nameof(Text))]
    [MemberNotNullWhen(false, nameof(Obstacle))]
    public bool IsText => Text is not null;
}
