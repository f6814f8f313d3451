using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>What a reader of a language sees in a text: where it could be parted, what encloses what, what it imports.</summary>
/// <param name="Boundaries">In order of offset, one a place, all at line starts. Lines and blank lines are not among them.</param>
/// <param name="Imports">In order.</param>
internal sealed record SourceOutline(IReadOnlyList<Boundary> Boundaries, ScopeTree Scopes, IReadOnlyList<TextSpan> Imports)
{
    public static SourceOutline Empty { get; } = new([], new ScopeTree(), []);
}

/// <summary>A place where a text may be cut.</summary>
/// <param name="Depth">Of two boundaries of one rank the one with the lower depth is better.</param>
internal readonly record struct Boundary(int Offset, BoundaryRank Rank, int Depth);

/// <summary>How good a place is to cut; a lower value is better. Stored by name.</summary>
public enum BoundaryRank
{
    /// <summary>Before a top-level declaration (in a namespace or module too), or the text's own start.</summary>
    Declaration,

    /// <summary>Before a member of a type, or a section of a document.</summary>
    Member,

    /// <summary>Before a statement, or an element of a list.</summary>
    Statement,

    /// <summary>After one or more blank lines.</summary>
    BlankLine,
    Line,

    /// <summary>Inside a line, because the line alone is too long.</summary>
    Hard,
}

/// <summary>
/// Reads a text's outline. Never fails: what it does not understand gives fewer boundaries. Takes time near linear in
/// the text, deterministic, thread-safe.
/// </summary>
internal abstract class OutlineReader
{
    public abstract SourceOutline Read(string text);
}

/// <summary>Text of no known language: only lines and blank lines part it.</summary>
internal sealed class PlainOutlineReader : OutlineReader
{
    public override SourceOutline Read(string text) => SourceOutline.Empty;
}
