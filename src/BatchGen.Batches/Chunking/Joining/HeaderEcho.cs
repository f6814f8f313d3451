using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking.Joining;

/// <summary>
/// Removes what a model repeats of a chunk's header: its lines, the imports it quoted, and the heads of the enclosing
/// scopes, reopened around the answer, with the braces that close them.
/// </summary>
internal static class HeaderEcho
{
    public static List<string> Remove(List<string> lines, SourceChunk part, Language answerLanguage)
    {
        var echo = new HeaderLines(part);
        var first = 0;
        var opened = 0;
        var openedHere = 0;
        for (var i = 0; i < lines.Count && !echo.IsSource(lines[i]); i++)
        {
            var line = lines[i].Trim();
            if (echo.IsScope(line))
            {
                openedHere += line.EndsWith('{') ? 1 : 0;
                first = i + 1;
                opened = openedHere;
            }
            else if (line == "{" && first == i && first > 0)
            {
                opened = ++openedHere;
                first = i + 1;
            }
            else if (echo.IsHeader(line))
            {
                first = i + 1;
            }
            else if (!IsFiller(line, answerLanguage))
            {
                // The answer itself begins. What filled the lines before it is its own, unless a scope's head came after.
                break;
            }
        }

        var rest = AnswerLines.TrimStart(lines[first..]);
        return opened == 0 ? rest : RemoveClosers(rest, opened, part);
    }

    // Comments and blank lines may stand between repeated lines.
    private static bool IsFiller(string line, Language language) =>
        line.Length == 0
        || line.StartsWith('*')
        || (language.Comments.Line is { } mark && line.StartsWith(mark, StringComparison.Ordinal))
        || (language.Comments.BlockOpen is { } open && line.StartsWith(open, StringComparison.Ordinal));

    // Only as many as the answer closes more than its source did.
    private static List<string> RemoveClosers(List<string> lines, int opened, SourceChunk part)
    {
        if (CountBraces(part.Text, part.Language) is not { } source || CountBraces(string.Join('\n', lines), part.Language) is not { } answer)
            return lines;

        for (var surplus = Math.Min(opened, source - answer); surplus > 0 && lines.Count > 0 && lines[^1].Trim() == "}"; surplus--)
            lines = AnswerLines.TrimEnd(lines[..^1]);
        return lines;
    }

    private static int? CountBraces(string text, Language language) =>
        language.CodeReader?.ReadCode(text)?.Sum(token => token.Text switch { "{" => 1, "}" => -1, _ => 0 });
}
