using System.Text.RegularExpressions;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>Collects an outline in the order of the text.</summary>
internal sealed class OutlineBuilder(string text, Regex? importPattern)
{
    private readonly List<Boundary> _boundaries = [];
    private readonly List<TextSpan> _imports = [];
    private int _importStart = -1;

    public ScopeTree Scopes { get; } = new();

    /// <summary>Whether the top-level statement that began last imports something.</summary>
    public bool IsInImport => _importStart >= 0;

    /// <summary>Adds a boundary unless the text's start or an earlier one has the place.</summary>
    public void AddBoundary(int offset, BoundaryRank rank, int depth)
    {
        if (offset > 0 && (_boundaries.Count == 0 || offset > _boundaries[^1].Offset))
            _boundaries.Add(new Boundary(offset, rank, depth));
    }

    /// <summary>Called at the start of each top-level statement; remembers it if it imports something.</summary>
    public void BeginTopLevel(int firstCode, int lastCodeBefore)
    {
        EndTopLevel(lastCodeBefore);
        if (importPattern is not null && importPattern.IsMatch(text, firstCode))
            _importStart = firstCode;
    }

    /// <summary>Called when a top-level statement ended, at the latest when the next begins.</summary>
    public void EndTopLevel(int lastCode)
    {
        if (_importStart >= 0 && lastCode >= _importStart)
            _imports.Add(new TextSpan(_importStart, lastCode + 1));
        _importStart = -1;
    }

    public SourceOutline Build(int lastCode)
    {
        EndTopLevel(lastCode);
        return new SourceOutline(_boundaries, Scopes, _imports);
    }
}

/// <summary>
/// Follows the lines so that a declaration's own comments, the lines directly above it without a blank line between,
/// stay with it.
/// </summary>
internal sealed class CommentRun
{
    private int _runStart = -1;
    private int _lineStart;
    private bool _hasComment;

    public int LineStart => _lineStart;

    public bool LineHasCode { get; private set; }

    /// <summary>Where the comments directly above this line begin, or the line itself.</summary>
    public int AttachedStart => _runStart >= 0 ? _runStart : _lineStart;

    public void SeeComment() => _hasComment = true;

    public void SeeCode() => LineHasCode = true;

    public void EndLine(int nextLineStart)
    {
        if (LineHasCode || !_hasComment)
            _runStart = -1;
        else if (_runStart < 0)
            _runStart = _lineStart;
        _lineStart = nextLineStart;
        LineHasCode = false;
        _hasComment = false;
    }
}
