using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Grammars;

/// <summary>Writes a text so that a grammar means just that text.</summary>
internal static class GbnfLiteral
{
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char character in text)
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
}
