using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Splitting;

/// <summary>Where a chunk must end because the next declaration begins.</summary>
internal static class DeclarationCuts
{
    /// <summary>
    /// The fragments, ascending, before which a cut must be: each declaration with a body begins a chunk, together with
    /// the loose lines since the one before it. None when chunks are packed full.
    /// </summary>
    public static IReadOnlyList<int> Find(Fragments fragments, SourceOutline outline, ChunkPacking packing)
    {
        if (packing == ChunkPacking.Full)
            return [];

        List<int> cuts = [];
        var bodies = new Queue<int>(outline.Scopes.All.Where(scope => scope.IsDeclaration).Select(scope => scope.Start));
        var hasBody = false;
        int? endOfDeclaration = null;
        for (var i = 0; i < fragments.Count; i++)
        {
            if (hasBody && endOfDeclaration is null && fragments.GetStart(i).Rank == BoundaryRank.Declaration)
                endOfDeclaration = i;
            while (bodies.TryPeek(out var body) && body < fragments.GetOffset(i + 1))
            {
                bodies.Dequeue();
                hasBody = true;
                if (endOfDeclaration is { } cut)
                    cuts.Add(cut);
                endOfDeclaration = null;
            }
        }

        return cuts;
    }
}
