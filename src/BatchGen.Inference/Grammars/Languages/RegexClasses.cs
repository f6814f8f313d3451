using System.Globalization;

namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// What the class escapes of regular expressions mean. Validators differ (ECMA-262, .NET, Python, Rust), so each has two
/// readings: the narrow one is in every validator's, the wide one holds every validator's.
/// </summary>
internal static class RegexClasses
{
    private static readonly CharSet AsciiDigits = CharSet.Of(new CharRange('0', '9'));
    private static readonly CharSet AsciiWord = CharSet.Of(new CharRange('0', '9'), new('A', 'Z'), new('a', 'z'), new('_', '_'));
    private static readonly CharSet PlainSpace = CharSet.Of(new CharRange('\t', '\n'), new('\f', '\r'), new(' ', ' '));

    private static readonly Lazy<CharSet> AnyDigits = new(() => CharSet.OfCategories(category => category == UnicodeCategory.DecimalDigitNumber));

    private static readonly Lazy<CharSet> AnyWord = new(() => AsciiWord.Union(CharSet.OfCategories(category =>
        category is <= UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.ConnectorPunctuation)));

    private static readonly CharSet AnySpace = CharSet.Of(
        new CharRange('\t', '\r'), new(0x1C, ' '), new(0x85, 0x85), new(0xA0, 0xA0), new(0x1680, 0x1680), new(0x180E, 0x180E), new(0x2000, 0x200B),
        new(0x2028, 0x2029), new(0x202F, 0x202F), new(0x205F, 0x205F), new(0x3000, 0x3000), new(0xFEFF, 0xFEFF));

    private static readonly CharSet LineEnds = CharSet.Of(new CharRange('\n', '\n'), new('\r', '\r'), new(0x85, 0x85), new(0x2028, 0x2029));

    private static readonly Dictionary<string, Func<UnicodeCategory, bool>> Categories = new(StringComparer.Ordinal)
    {
        ["L"] = category => category <= UnicodeCategory.OtherLetter,
        ["Lu"] = category => category == UnicodeCategory.UppercaseLetter,
        ["Ll"] = category => category == UnicodeCategory.LowercaseLetter,
        ["Lt"] = category => category == UnicodeCategory.TitlecaseLetter,
        ["Lm"] = category => category == UnicodeCategory.ModifierLetter,
        ["Lo"] = category => category == UnicodeCategory.OtherLetter,
        ["M"] = category => category is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.EnclosingMark,
        ["N"] = category => category is >= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber,
        ["Nd"] = category => category == UnicodeCategory.DecimalDigitNumber,
        ["P"] = category => category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation,
        ["S"] = category => category is >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol,
        ["Z"] = category => category is >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.ParagraphSeparator,
    };

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, CharSet> Known = new(StringComparer.Ordinal);

    /// <summary>The dot. The wide one leaves out only what ends lines everywhere.</summary>
    public static CharSet Dot(bool isWide) => isWide ? CharSet.Of('\n').Complement() : LineEnds.Complement();

    /// <param name="letter">Of d, w, s and their capitals.</param>
    /// <returns>Null for another letter.</returns>
    public static CharSet? Escape(char letter, bool isWide) => letter switch
    {
        'd' => isWide ? AnyDigits.Value : AsciiDigits,
        'w' => isWide ? AnyWord.Value : AsciiWord,
        's' => isWide ? AnySpace : PlainSpace,
        'D' or 'W' or 'S' => Escape(char.ToLowerInvariant(letter), !isWide)!.Complement(),
        _ => null,
    };

    /// <param name="name">A general category of Unicode.</param>
    /// <returns>Null for an unknown one.</returns>
    public static CharSet? Category(string name) => Categories.TryGetValue(name, out var isOne)
        ? Known.GetOrAdd(name, _ => CharSet.OfCategories(isOne))
        : null;
}
