using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Splitting;

/// <summary>Joins the outline's boundaries with the lines.</summary>
internal static class CutFinder
{
    /// <summary>Every place between lines where the text may be cut, ascending; blank lines stay with the line before them.</summary>
    public static IReadOnlyList<Boundary> Find(string text, LineMap lines, SourceOutline outline)
    {
        List<Boundary> cuts = [];
        var structural = 0;
        var isAfterBlank = false;
        for (var line = 0; line < lines.Starts.Count; line++)
        {
            var start = lines.Starts[line];
            var end = line + 1 < lines.Starts.Count ? lines.Starts[line + 1] : text.Length;
            while (structural < outline.Boundaries.Count && outline.Boundaries[structural].Offset < start)
                structural++;

            var isBlank = text.AsSpan(start, end - start).IsWhiteSpace();
            if (structural < outline.Boundaries.Count && outline.Boundaries[structural].Offset == start)
                cuts.Add(outline.Boundaries[structural]);
            else if (start > 0 && !isBlank)
                cuts.Add(new Boundary(start, isAfterBlank ? BoundaryRank.BlankLine : BoundaryRank.Line, 0));
            isAfterBlank = isBlank;
        }

        return cuts;
    }
}

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
