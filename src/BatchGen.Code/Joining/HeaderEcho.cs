using BatchGen.Code.Languages;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Joining;

/// <summary>
/// Removes what a model repeats of a chunk's header: its lines, the imports it quoted, and the heads of the enclosing
/// scopes, reopened around the answer, with the braces that close them.
/// </summary>
internal static class HeaderEcho
{
    public static List<string> Remove(List<string> lines, SourceChunk part, Syntax answerSyntax)
    {
        var echo = new HeaderLines(part);
        var first = 0;
        var opened = 0;
        for (var i = 0; i < lines.Count && !echo.IsSource(lines[i]); i++)
        {
            var line = lines[i].Trim();
            if (echo.IsScope(line))
            {
                opened += line.EndsWith('{') ? 1 : 0;
                first = i + 1;
            }
            else if (line == "{" && first == i && first > 0)
            {
                opened++;
                first = i + 1;
            }
            else if (echo.IsHeader(line))
            {
                first = i + 1;
            }
            else if (!IsFiller(line, answerSyntax))
            {
                // The answer itself begins. What filled the lines before it is its own, unless a scope's head came after.
                break;
            }
        }

        var rest = AnswerLines.TrimStart(lines[first..]);
        return opened == 0 ? rest : RemoveClosers(rest, opened, part);
    }

    // Comments and blank lines may stand between repeated lines.
    private static bool IsFiller(string line, Syntax syntax) =>
        line.Length == 0
        || line.StartsWith('*')
        || (syntax.Comments.Line is { } mark && line.StartsWith(mark, StringComparison.Ordinal))
        || (syntax.Comments.BlockOpen is { } open && line.StartsWith(open, StringComparison.Ordinal));

    // Only as many as the answer closes more than its source did.
    private static List<string> RemoveClosers(List<string> lines, int opened, SourceChunk part)
    {
        if (CountBraces(part.Text, part.Syntax) is not { } source || CountBraces(string.Join('\n', lines), part.Syntax) is not { } answer)
            return lines;

        for (var surplus = Math.Min(opened, source - answer); surplus > 0 && lines.Count > 0 && lines[^1].Trim() == "}"; surplus--)
            lines = AnswerLines.TrimEnd(lines[..^1]);
        return lines;
    }

    private static int? CountBraces(string text, Syntax syntax) =>
        syntax.CodeReader?.ReadCode(text)?.Sum(token => token.Text switch { "{" => 1, "}" => -1, _ => 0 });
}

/// <summary>The lines of a chunk's header as a model may repeat them.</summary>
internal sealed class HeaderLines
{
    private readonly HashSet<string> _header = [];
    private readonly HashSet<string> _scopes;
    private readonly string _firstSourceLine;

    public HeaderLines(SourceChunk part)
    {
        var comments = part.Syntax.Comments;
        foreach (var line in AnswerLines.Split(part.Header.Text))
        {
            var trimmed = line.Trim();
            _header.Add(trimmed);
            // Without its comment mark, too.
            if (comments.Line is { } mark && trimmed.StartsWith(mark, StringComparison.Ordinal))
                _header.Add(trimmed[mark.Length..].Trim());
            else if (comments.BlockOpen is { } open && trimmed.StartsWith(open, StringComparison.Ordinal))
                _header.Add(trimmed[open.Length..^comments.BlockClose!.Length].Trim());
        }

        _header.UnionWith(part.Header.Imports);
        _header.Remove("");
        _scopes = [.. part.Header.Scopes.Select(NormalizeScope)];
        _firstSourceLine = AnswerLines.Split(part.Text).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";
    }

    public bool IsHeader(string trimmed) => _header.Contains(trimmed);

    public bool IsScope(string trimmed) => _scopes.Contains(NormalizeScope(trimmed));

    /// <summary>Whether the line is where the part itself begins, so that nothing from here on is repeated.</summary>
    public bool IsSource(string line) => line.Trim() == _firstSourceLine;

    private static string NormalizeScope(string line) => line.Trim().TrimEnd('{', ':', ';').TrimEnd();
}
