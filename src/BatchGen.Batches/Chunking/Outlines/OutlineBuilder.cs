using System.Text.RegularExpressions;

namespace BatchGen.Batches.Chunking.Outlines;

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
        EndImport(lastCodeBefore);
        if (importPattern is not null && importPattern.IsMatch(text, firstCode))
            _importStart = firstCode;
    }

    public SourceOutline Build(int lastCode)
    {
        EndImport(lastCode);
        return new SourceOutline(_boundaries, Scopes, _imports);
    }

    private void EndImport(int lastCode)
    {
        if (_importStart >= 0 && lastCode >= _importStart)
            _imports.Add(new TextSpan(_importStart, lastCode + 1));
        _importStart = -1;
    }
}
