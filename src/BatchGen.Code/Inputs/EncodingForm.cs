using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>How a file's text was encoded, kept so that the answer can be written the same way.</summary>
public enum SourceEncoding
{
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
    Gb18030,
    Big5,
    ShiftJis,
    EucJp,
    EucKr,
    Latin2,
    Windows1250,
    Windows1251,
    Windows1252,
    Windows1253,
    Windows1254,
    Koi8R,
    Ibm437,
    Ibm850,
    Ibm866,
}

/// <summary>All that is known of an encoding.</summary>
/// <param name="Name">As it is shown, and as addresses and the command line spell it.</param>
/// <param name="CodePage">Windows' number for it, by which .NET finds it.</param>
/// <param name="OtherNames">What people and UTF.Unknown call it beside <paramref name="Name"/>; a subset counts as the encoding that holds it.</param>
public sealed record EncodingForm(SourceEncoding Encoding, string Name, int CodePage, IReadOnlyList<string> OtherNames)
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] LittleEndianMark = [0xFF, 0xFE];
    private static readonly byte[] BigEndianMark = [0xFE, 0xFF];

    private Encoding? _strict;

    public static IReadOnlyList<EncodingForm> All { get; } =
    [
        new(SourceEncoding.Utf8, "UTF-8", 65001, ["utf8", "ascii"]),
        new(SourceEncoding.Utf8WithMark, "UTF-8 with a mark", 65001, ["utf-8-bom", "utf-8-sig"]),
        new(SourceEncoding.Utf16LittleEndian, "UTF-16LE", 1200, ["utf-16-le", "utf-16", "unicode"]),
        new(SourceEncoding.Utf16BigEndian, "UTF-16BE", 1201, ["utf-16-be"]),
        new(SourceEncoding.Gb18030, "GB18030", 54936, ["gbk", "gb2312", "cp936", "hz-gb-2312"]),
        new(SourceEncoding.Big5, "Big5", 950, ["cp950"]),
        new(SourceEncoding.ShiftJis, "Shift-JIS", 932, ["shift_jis", "sjis", "cp932"]),
        new(SourceEncoding.EucJp, "EUC-JP", 51932, []),
        new(SourceEncoding.EucKr, "EUC-KR", 949, ["uhc", "cp949"]),
        new(SourceEncoding.Latin2, "ISO-8859-2", 28592, ["latin2"]),
        new(SourceEncoding.Windows1250, "Windows-1250", 1250, ["cp1250"]),
        new(SourceEncoding.Windows1251, "Windows-1251", 1251, ["cp1251"]),
        new(SourceEncoding.Windows1252, "Windows-1252", 1252, ["cp1252", "iso-8859-1", "latin1"]),
        new(SourceEncoding.Windows1253, "Windows-1253", 1253, ["cp1253", "iso-8859-7"]),
        new(SourceEncoding.Windows1254, "Windows-1254", 1254, ["cp1254", "iso-8859-9"]),
        new(SourceEncoding.Koi8R, "KOI8-R", 20866, []),
        new(SourceEncoding.Ibm437, "CP437", 437, ["ibm437"]),
        new(SourceEncoding.Ibm850, "CP850", 850, ["ibm850"]),
        new(SourceEncoding.Ibm866, "CP866", 866, ["ibm866"]),
    ];

    /// <summary>Those in which names of archives may be written: what a form offers.</summary>
    public static IReadOnlyList<EncodingForm> OfNames { get; } =
        [.. All.Where(form => form.Encoding is not (SourceEncoding.Utf8WithMark or SourceEncoding.Utf16LittleEndian or SourceEncoding.Utf16BigEndian))];

    public bool IsUnicode => CodePage is 65001 or 1200 or 1201;

    /// <summary>Throws at what it cannot read or write instead of replacing it.</summary>
    internal Encoding Strict => _strict ??= Make(CodePage);

    /// <summary>The byte order mark its files begin with; empty where they have none.</summary>
    internal byte[] Mark => Encoding switch
    {
        SourceEncoding.Utf8WithMark => Utf8Mark,
        SourceEncoding.Utf16LittleEndian => LittleEndianMark,
        SourceEncoding.Utf16BigEndian => BigEndianMark,
        _ => [],
    };

    public static EncodingForm Of(SourceEncoding encoding) => All.Single(form => form.Encoding == encoding);

    /// <summary>By any of its names, in any case; null when there is none.</summary>
    public static EncodingForm? Find(string? name) => All.FirstOrDefault(form => form.Names.Contains(name ?? "", StringComparer.OrdinalIgnoreCase));

    private IEnumerable<string> Names => [Name, .. OtherNames];

    private static Encoding Make(int codePage) => codePage switch
    {
        65001 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        1200 or 1201 => new UnicodeEncoding(bigEndian: codePage == 1201, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? throw new InvalidOperationException(InvariantText.Of($".NET knows no code page {codePage}.")),
    };
}
