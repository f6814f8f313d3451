namespace BatchGen.Batches.Chunking.Outlines;

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
