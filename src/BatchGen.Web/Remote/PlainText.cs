namespace BatchGen.Web.Remote;

/// <summary>
/// What a server or a file says, fit for a terminal: names and answers are other people's text, and an escape character in them would move
/// the cursor or colour the screen.
/// </summary>
internal static class PlainText
{
    /// <summary>On one line.</summary>
    public static string Of(string text) => string.Concat(text.Select(character => IsPlain(character) ? character : ' '));

    /// <summary>Ends of lines stay.</summary>
    public static string OfLines(string text) => string.Concat(text.Select(character => character == '\n' || IsPlain(character) ? character : ' '));

    /// <summary>Nor those that turn the direction of the text around (Unicode's bidirectional controls).</summary>
    private static bool IsPlain(char character) =>
        !char.IsControl(character) && character is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029');
}
