using BatchGen.Code.Parsing;

namespace BatchGen.Code.Joining;

/// <summary>Texts as lines, and back.</summary>
internal static class AnswerLines
{
    public static List<string> Split(string text)
    {
        var map = new LineMap(text);
        List<string> lines = [];
        for (var i = 0; i < map.Starts.Count; i++)
        {
            var end = i + 1 < map.Starts.Count ? map.Starts[i + 1] : text.Length;
            lines.Add(text[map.Starts[i]..end].TrimEnd('\r', '\n'));
        }

        return lines;
    }

    /// <summary>Without blank lines at the end.</summary>
    public static List<string> TrimEnd(List<string> lines) => lines[..(lines.FindLastIndex(line => !string.IsNullOrWhiteSpace(line)) + 1)];

    /// <summary>Without blank lines at the start.</summary>
    public static List<string> TrimStart(List<string> lines)
    {
        var first = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? [] : lines[first..];
    }

    /// <summary>The line end the texts use first; LF if they have none.</summary>
    public static string FindLineEnd(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var at = text.AsSpan().IndexOfAny('\n', '\r');
            if (at >= 0)
                return text[at] == '\n' ? "\n" : at + 1 < text.Length && text[at + 1] == '\n' ? "\r\n" : "\r";
        }

        return "\n";
    }
}
