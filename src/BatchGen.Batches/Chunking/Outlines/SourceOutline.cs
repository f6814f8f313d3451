namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>What a reader of a language sees in a text: where it could be parted, what encloses what, what it imports.</summary>
/// <param name="Boundaries">In order of offset, one a place, all at line starts. Lines and blank lines are not among them.</param>
/// <param name="Imports">In order.</param>
internal sealed record SourceOutline(IReadOnlyList<Boundary> Boundaries, ScopeTree Scopes, IReadOnlyList<TextSpan> Imports)
{
    public static SourceOutline Empty { get; } = new([], new ScopeTree(), []);
}
