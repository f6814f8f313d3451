using System.Buffers;
using System.Text;
using UtfUnknown;

namespace BatchGen.Code.Inputs;

/// <summary>
/// Texts in code pages, where they are certain. UTF.Unknown says what the bytes look like; then the whole must be readable
/// that way without a character that texts of it do not have. Short of that nobody guesses: a wrong guess would go into prompts unseen.
/// </summary>
internal static class LegacyText
{
    private const int SampleBytes = 64 << 10;

    /// <summary>How sure UTF.Unknown must be: of code pages with two bytes a character it is, of the others never quite.</summary>
    private const float LeastOfDouble = 0.9f;
    private const float LeastOfSingle = 0.7f;

    /// <summary>Bytes beyond ASCII that a verdict must rest on.</summary>
    private const int LeastBytes = 4;
    private const int LeastBytesOfRarer = 10;

    /// <summary>Letters of western Europe and what word processors make of quotes and dashes.</summary>
    private static readonly SearchValues<char> Western = SearchValues.Create(
        "äöüÄÖÜßéèêëÉÈÊËàâáãåÀÂÁÃÅæÆçÇîïíìÎÏÍÌôóòõøÔÓÒÕØùúûÙÚÛñÑœŒÿ\u2018\u2019\u201C\u201D\u201E\u201A\u2013\u2014\u2026€£§°«»©®´·²³µ½¼¡¿ªº\u00A0\u2022\u2122");

    public static SourceEncoding? Find(ReadOnlySpan<byte> bytes)
    {
        var sample = Sample(bytes);
        var beyondAscii = sample.Count(value => value >= 0x80);
        if (beyondAscii < LeastBytes)
            return null;
        var best = CharsetDetector.DetectFromBytes(sample).Detected;
        var form = EncodingForm.Find(best?.EncodingName);
        if (form is { IsUnicode: false } && IsDouble(form) && best!.Confidence >= LeastOfDouble)
            return IsReadable(form, bytes) ? form.Encoding : null;
        var isRarer = form is { IsUnicode: false, Encoding: not SourceEncoding.Windows1252 }
            && best!.Confidence >= LeastOfSingle
            && beyondAscii >= LeastBytesOfRarer;
        if (isRarer)
            return !IsDouble(form!) && IsReadable(form!, bytes) ? form!.Encoding : null;
        return IsWestern(sample) && IsReadable(EncodingForm.Of(SourceEncoding.Windows1252), bytes) ? SourceEncoding.Windows1252 : null;
    }

    public static bool IsDouble(EncodingForm form) =>
        form.Encoding is SourceEncoding.Gb18030 or SourceEncoding.Big5 or SourceEncoding.ShiftJis or SourceEncoding.EucJp or SourceEncoding.EucKr;

    /// <summary>The lines that have something to say, up to a bound: a detector wades through ASCII for nothing.</summary>
    private static byte[] Sample(ReadOnlySpan<byte> bytes)
    {
        using var sample = new MemoryStream();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (Ascii.IsValid(line))
                continue;
            sample.Write(line[..(int)Math.Min(line.Length, SampleBytes - sample.Length)]);
            sample.WriteByte((byte)'\n');
            if (sample.Length >= SampleBytes)
                break;
        }

        return sample.ToArray();
    }

    /// <summary>Every byte stands for a character, and none for one that no text has; a byte or two cut off at the end do not count.</summary>
    private static bool IsReadable(EncodingForm form, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = form.Strict.GetString(bytes);
            return !text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') && !text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF') && KeepsCase(text);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Cyrillic read by the wrong one of its code pages comes out as wORDS lIKE tHESE.</summary>
    private static bool KeepsCase(string text)
    {
        var rises = 0;
        var letters = 0;
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] < '\x80' || !char.IsLetter(text[at]))
                continue;
            letters++;
            if (char.IsUpper(text[at]) && char.IsLower(text[at - 1]))
                rises++;
        }

        return rises * 20 <= letters;
    }

    private static bool IsWestern(byte[] sample)
    {
        var text = EncodingForm.Of(SourceEncoding.Windows1252).Strict.GetString(sample);
        var letters = 0;
        var inWords = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < '\x80')
                continue;
            if (!Western.Contains(text[at]))
                return false;
            if (!char.IsLetter(text[at]))
                continue;
            letters++;
            if ((at > 0 && char.IsAsciiLetter(text[at - 1])) || (at + 1 < text.Length && char.IsAsciiLetter(text[at + 1])))
                inWords++;
        }

        return inWords * 4 >= letters * 3;
    }
}
