using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Splitting;

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
