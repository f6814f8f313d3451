using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>The scopes of a text as they opened, so in the order of their starts.</summary>
internal sealed class ScopeTree
{
    public const int None = -1;

    // More would say nothing, and code may be nested a million deep.
    private const int MostHeads = 16;

    private readonly List<Scope> _scopes = [];

    public IReadOnlyList<Scope> All => _scopes;

    /// <summary>Opens a scope; it lasts to the text's end until <see cref="Close"/> says otherwise.</summary>
    public int Open(int start, TextSpan head, int parent, bool isDeclaration)
    {
        _scopes.Add(new Scope(start, int.MaxValue, head, parent, isDeclaration));
        return _scopes.Count - 1;
    }

    public void Close(int scope, int end) => _scopes[scope] = _scopes[scope] with { End = end };

    /// <summary>The heads of the scopes around an offset, outermost first; of very many the innermost.</summary>
    public IReadOnlyList<TextSpan> GetHeads(int offset)
    {
        List<TextSpan> heads = [];
        for (var i = FindLastStartingAtOrBefore(offset); i != None && heads.Count < MostHeads; i = _scopes[i].Parent)
        {
            if (offset < _scopes[i].End)
                heads.Add(_scopes[i].Head);
        }

        heads.Reverse();
        return heads;
    }

    private int FindLastStartingAtOrBefore(int offset)
    {
        var low = 0;
        var high = _scopes.Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_scopes[middle].Start <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}

/// <summary>A body with something inside: a namespace, a type, a function, a block, a section.</summary>
/// <param name="Start">Where the body begins, after its head.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Head">What stands before the body and names it.</param>
/// <param name="Parent">Index of the scope around it; −1 if there is none.</param>
/// <param name="IsDeclaration">Whether it is the body of a declaration rather than of a statement.</param>
internal readonly record struct Scope(int Start, int End, TextSpan Head, int Parent, bool IsDeclaration);
