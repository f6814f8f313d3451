namespace BatchGen.Batches.Chunking.Joining;

/// <summary>The lines of a chunk's header as a model may repeat them.</summary>
internal sealed class HeaderLines
{
    private readonly HashSet<string> _header = [];
    private readonly HashSet<string> _scopes;
    private readonly string _firstSourceLine;

    public HeaderLines(SourceChunk part)
    {
        var comments = part.Language.Comments;
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
