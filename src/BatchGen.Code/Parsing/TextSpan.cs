namespace BatchGen.Code.Parsing;

/// <summary>Offsets into a text, from Start up to End.</summary>
internal readonly record struct TextSpan(int Start, int End)
{
    private const int LongestTitle = 160;

    /// <summary>The text on one line, its blanks collapsed; a long one is cut and says so.</summary>
    public string ToTitle(string text)
    {
        Span<char> title = stackalloc char[LongestTitle];
        var length = 0;
        for (var i = Start; i < End; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                if (length == 0 || title[length - 1] == ' ')
                    continue;
            }

            if (length == LongestTitle)
                return CutOff(title);
            title[length++] = char.IsWhiteSpace(text[i]) ? ' ' : text[i];
        }

        return title[..length].TrimEnd().ToString();
    }

    private static string CutOff(Span<char> title)
    {
        var end = char.IsHighSurrogate(title[^2]) ? title.Length - 2 : title.Length - 1;
        return string.Concat(title[..end], "…");
    }
}

/// <summary>Lines of a text, 1-based, both inclusive.</summary>
public sealed record LineSpan(int First, int Last);
