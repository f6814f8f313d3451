namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>A line that deeper lines may follow.</summary>
internal sealed class IndentFrame
{
    /// <summary>−1 for the file itself, which every line is deeper than.</summary>
    public required int Indent { get; init; }

    public required int HeadStart { get; init; }

    /// <summary>Type bodies around what is inside.</summary>
    public required int Types { get; init; }

    /// <summary>Other bodies around what is inside.</summary>
    public required int Codes { get; init; }

    public bool IsDeclaration { get; init; }

    /// <summary>Index in the scope tree of the scope around the line.</summary>
    public required int OuterScope { get; init; }

    /// <summary>Index of its own scope once a deeper line came, else <see cref="ScopeTree.None"/>.</summary>
    public int Scope { get; set; } = ScopeTree.None;

    /// <summary>Whether the line before, as deep as those inside, annotates the next.</summary>
    public bool IsAnnotated { get; set; }

    public BoundaryRank Rank => this switch
    {
        { Codes: > 0 } => BoundaryRank.Statement,
        { Types: > 0 } => BoundaryRank.Member,
        _ => BoundaryRank.Declaration,
    };

    public int Depth => Math.Max(0, (Codes > 0 ? Codes : Types) - 1);
}
