using System.Globalization;
using System.Text;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars;

/// <summary>Writes texts and sets of characters so that a grammar means just them.</summary>
internal static class GbnfLiteral
{
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (char.IsControl(character))
                literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            else
                literal.Append(character);
        }

        return literal.Append('"').ToString();
    }

    /// <param name="set">Not empty.</param>
    public static string Of(CharSet set)
    {
        if (set.Ranges is [{ } only] && only.First == only.Last && only.First > ' ' && only.First < 0x7F)
            return Of(((char)only.First).ToString());
        // A set without end is told by what is not in it.
        var others = set.Complement();
        if (others.IsEmpty)
            return ".";
        var isOpen = set.Ranges[^1].Last == CharSet.All.Ranges[^1].Last;
        var text = new StringBuilder(isOpen ? "[^" : "[");
        foreach (var range in isOpen ? others.Ranges : set.Ranges)
        {
            AppendCharacter(text, range.First);
            if (range.Last == range.First)
                continue;
            text.Append('-');
            AppendCharacter(text, range.Last);
        }

        return text.Append(']').ToString();
    }

    private static void AppendCharacter(StringBuilder text, int character)
    {
        if (character is > ' ' and < 0x7F && (char)character is not ('\\' or '[' or ']' or '^' or '-' or '"'))
            text.Append((char)character);
        else if (character <= 0xFF)
            text.Append(CultureInfo.InvariantCulture, $"\\x{character:X2}");
        else if (character <= 0xFFFF)
            text.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\\U{character:X8}");
    }
}
