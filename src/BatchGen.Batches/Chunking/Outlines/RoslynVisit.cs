using Microsoft.CodeAnalysis;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>A node still to be seen, and what is around it.</summary>
/// <param name="Types">Type bodies around it.</param>
/// <param name="Codes">Bodies of statements around it.</param>
/// <param name="Scope">Index in the scope tree of the nearest around it.</param>
/// <param name="IsFirst">Whether it stands right behind its body's opening brace.</param>
internal readonly record struct RoslynVisit(SyntaxNode Node, int Types, int Codes, int Scope, bool IsFirst)
{
    public BoundaryRank Rank => this switch
    {
        { Codes: > 0 } => BoundaryRank.Statement,
        { Types: > 0 } => BoundaryRank.Member,
        _ => BoundaryRank.Declaration,
    };

    public int Depth => Math.Max(0, (Codes > 0 ? Codes : Types) - 1);
}
