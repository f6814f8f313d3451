using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>Says once for a whole file how its text is encoded, from all of its bytes or from their beginning.</summary>
internal static class EncodingJudge
{
    /// <summary>What files begin with that people hand in by mistake.</summary>
    private static readonly (byte[] Start, Sentence Name)[] Signatures =
    [
        ([0xFF, 0xFE, 0, 0], "text in UTF-32"), ([0, 0, 0xFE, 0xFF], "text in UTF-32"),
        ([.. "PK"u8], "a ZIP archive or an office document"), ([0xD0, 0xCF, 0x11, 0xE0], "a ZIP archive or an office document"),
        ([0x1F, 0x8B], "a packed file"), ([.. "7z"u8, 0xBC, 0xAF], "a packed file"), ([.. "Rar!"u8], "a packed file"), ([.. "BZh"u8], "a packed file"),
        ([0xFD, .. "7zXZ"u8], "a packed file"), ([0x28, 0xB5, 0x2F, 0xFD], "a packed file"),
        ([.. "%PDF-"u8], "a PDF"), ([0x89, .. "PNG"u8], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"), ([.. "GIF8"u8], "a picture"),
        ([.. "PAR1"u8], "a binary file"), ([.. "SQLite format 3"u8], "a binary file"), ([.. "GGUF"u8], "a binary file"), ([0x7F, .. "ELF"u8], "a binary file"),
    ];

    private static readonly SourceEncoding[] Marked = [SourceEncoding.Utf8WithMark, SourceEncoding.Utf16LittleEndian, SourceEncoding.Utf16BigEndian];

    public static EncodingVerdict Judge(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        var end = isWhole ? -1 : bytes.LastIndexOf((byte)'\n');
        var lines = end < 0 ? bytes : bytes[..(end + 1)];
        var hasZeros = bytes.Contains((byte)0);
        var tally = LineTally.Of(lines);
        if ((hasZeros || tally.Foreign > 0) && SignatureOf(bytes) is { } name)
            return new EncodingVerdict(null, name);
        if (ByMark(bytes) is { } marked)
            return new EncodingVerdict(marked);
        if (hasZeros && WideWithoutMark.Find(bytes) is { } wide)
            return new EncodingVerdict(wide);
        if (hasZeros && !BeginsWithLines(bytes[..bytes.IndexOf((byte)0)]))
            return new EncodingVerdict(null, "a binary file");
        // A line or two that are damaged in a file of UTF-8 leave it UTF-8: their fault is theirs.
        if (tally.Foreign == 0 || tally.Utf8 > 0)
            return new EncodingVerdict(SourceEncoding.Utf8);
        if (LegacyText.Find(lines) is { } legacy)
            return new EncodingVerdict(legacy);
        return tally.Foreign == 1 ? new EncodingVerdict(SourceEncoding.Utf8) : new EncodingVerdict(null);
    }

    /// <summary>A text to which something else was appended; the lines that are none are told by their numbers.</summary>
    private static bool BeginsWithLines(ReadOnlySpan<byte> start) =>
        start.LastIndexOf((byte)'\n') is var end and > 0 && System.Text.Unicode.Utf8.IsValid(start[..end]);

    private static Sentence? SignatureOf(ReadOnlySpan<byte> bytes)
    {
        foreach ((var start, var name) in Signatures)
        {
            if (bytes.StartsWith(start))
                return name;
        }

        return null;
    }

    private static SourceEncoding? ByMark(ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in Marked)
        {
            if (bytes.StartsWith(EncodingForm.Of(encoding).Mark))
                return encoding;
        }

        return null;
    }
}

/// <param name="Encoding">Null when it cannot be told, or is none that is read.</param>
/// <param name="LooksLike">What such bytes usually are, for the sentence that refuses them; null when nobody knows.</param>
internal sealed record EncodingVerdict(SourceEncoding? Encoding, Sentence? LooksLike = null);

/// <summary>How many lines have bytes beyond ASCII, and how many of those are UTF-8.</summary>
internal readonly record struct LineTally(int Utf8, int Foreign)
{
    public static LineTally Of(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return new LineTally(0, 0);
        var utf8 = 0;
        var foreign = 0;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (Ascii.IsValid(line))
                continue;
            if (System.Text.Unicode.Utf8.IsValid(line))
                utf8++;
            else
                foreign++;
        }

        return new LineTally(utf8, foreign);
    }
}

/// <summary>UTF-16 whose mark is missing, as some tools write it: known by the characters that either order would give.</summary>
internal static class WideWithoutMark
{
    private const int SampleBytes = 64 << 10;

    /// <summary>So many characters of ASCII in a row, a byte each, are no UTF-16 of any script.</summary>
    private const int NarrowRun = 24;

    /// <summary>Fewer bytes are too few to tell a text from anything else.</summary>
    private const int LeastBytes = 8;

    public static SourceEncoding? Find(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, SampleBytes) & ~1)];
        var little = AsciiOf(sample, SourceEncoding.Utf16LittleEndian);
        var big = AsciiOf(sample, SourceEncoding.Utf16BigEndian);
        if (bytes.Length < LeastBytes || HasNarrowRun(sample) || Math.Max(little, big) <= 0)
            return null;
        return little >= big ? SourceEncoding.Utf16LittleEndian : SourceEncoding.Utf16BigEndian;
    }

    /// <returns>How many of its characters are ASCII's; -1 when it is no text in this order.</returns>
    private static int AsciiOf(ReadOnlySpan<byte> sample, SourceEncoding order)
    {
        var ascii = 0;
        var strange = 0;
        for (var at = 0; at < sample.Length; at += 2)
        {
            var character = (char)(order == SourceEncoding.Utf16LittleEndian ? sample[at] | (sample[at + 1] << 8) : (sample[at] << 8) | sample[at + 1]);
            if (character == '\0')
                return -1;
            if (character is (>= ' ' and < '\x7F') or '\n' or '\r' or '\t')
                ascii++;
            else if (!IsUsual(character))
                strange++;
        }

        return strange * 20 > sample.Length / 2 ? -1 : ascii;
    }

    private static bool HasNarrowRun(ReadOnlySpan<byte> sample)
    {
        var run = 0;
        foreach (var value in sample)
        {
            run = value is >= 0x20 and < 0x7F ? run + 1 : 0;
            if (run == NarrowRun)
                return true;
        }

        return false;
    }

    private static bool IsUsual(char character) => char.IsLetterOrDigit(character) || char.IsPunctuation(character) || char.IsSymbol(character)
        || char.IsWhiteSpace(character) || char.IsSurrogate(character) || character == '\uFEFF';
}
