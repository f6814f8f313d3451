using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>
/// Reads Markdown: sections by their headings (# and ##, or underlined, count as declarations, deeper ones as members),
/// blocks after blank lines as statements; nothing inside a code fence or the front matter parts it.
/// </summary>
internal sealed class MarkdownOutlineReader : OutlineReader
{
    public override SourceOutline Read(string text) => new MarkdownScan(text).Run();
}

/// <summary>One pass over the lines of one Markdown text.</summary>
internal sealed class MarkdownScan(string text)
{
    private const int DeepestDeclaration = 2;
    private const int DeepestHeading = 6;

    private readonly OutlineBuilder _outline = new(text, importPattern: null);
    private readonly Stack<MarkdownSection> _sections = new();
    private bool _afterBlank = true;

    // The run that opened the fence or front matter being read, or nothing.
    private string _fence = "";

    public SourceOutline Run()
    {
        for (var start = 0; start < text.Length;)
        {
            var end = LineEnds.FindNext(text, start);
            ReadLine(start, end);
            start = end < text.Length ? LineEnds.Skip(text, end) : end;
        }

        return _outline.Build(text.Length - 1);
    }

    private void ReadLine(int start, int end)
    {
        var line = text.AsSpan(start, end - start).Trim();
        if (_fence.Length > 0)
        {
            if (ClosesFence(line))
                _fence = "";
            _afterBlank = false;
            return;
        }

        if (start == 0 && line is "---")
            _fence = "---";
        else if (GetHeadingLevel(line) is > 0 and var level)
            AddHeading(start, end, level);
        else if (line.Length > 0 && GetUnderlineLevel(end) is > 0 and var underlined)
            AddHeading(start, end, underlined);
        else if (line.Length > 0 && _afterBlank)
            _outline.AddBoundary(start, BoundaryRank.Statement, 0);
        if (_fence.Length == 0)
            _fence = GetFence(line);
        _afterBlank = line.IsEmpty;
    }

    private void AddHeading(int start, int end, int level)
    {
        _outline.AddBoundary(start, level <= DeepestDeclaration ? BoundaryRank.Declaration : BoundaryRank.Member, level - 1);
        while (_sections.TryPeek(out var last) && last.Level >= level)
            _outline.Scopes.Close(_sections.Pop().Scope, start);
        var parent = _sections.TryPeek(out var around) ? around.Scope : ScopeTree.None;
        var scope = _outline.Scopes.Open(end, new TextSpan(start, end), parent, isDeclaration: level <= DeepestDeclaration);
        _sections.Push(new MarkdownSection(level, scope));
    }

    private static int GetHeadingLevel(ReadOnlySpan<char> line)
    {
        var level = line.IndexOfAnyExcept('#');
        if (level < 0)
            level = line.Length;
        return level is > 0 and <= DeepestHeading && (level == line.Length || line[level] is ' ' or '\t') ? level : 0;
    }

    // A paragraph's single line with = or - under it.
    private int GetUnderlineLevel(int end)
    {
        if (!_afterBlank || end >= text.Length)
            return 0;
        var start = LineEnds.Skip(text, end);
        var mark = start < text.Length ? text[start] : '\0';
        if (mark is not ('=' or '-'))
            return 0;
        var below = text.AsSpan(start, LineEnds.FindNext(text, start) - start).TrimEnd();
        return below.Length > 1 && below.IndexOfAnyExcept(mark) < 0 ? (mark == '=' ? 1 : 2) : 0;
    }

    private static string GetFence(ReadOnlySpan<char> line)
    {
        var mark = line.IsEmpty ? '\0' : line[0];
        if (mark is not ('`' or '~'))
            return "";
        var run = line.IndexOfAnyExcept(mark);
        if (run < 0)
            run = line.Length;
        return run >= 3 && !line[run..].Contains('`') ? line[..run].ToString() : "";
    }

    private bool ClosesFence(ReadOnlySpan<char> line) =>
        line.Length >= _fence.Length && line.IndexOfAnyExcept(_fence[0]) < 0;
}

/// <param name="Level">1 to 6.</param>
/// <param name="Scope">Index in the scope tree.</param>
internal readonly record struct MarkdownSection(int Level, int Scope);
