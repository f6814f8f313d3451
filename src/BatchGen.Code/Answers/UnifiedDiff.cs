namespace BatchGen.Code.Answers;

/// <summary>A diff as one column: removed lines, then added ones, unchanged stretches folded.</summary>
/// <param name="Hunks">Empty when nothing changed.</param>
/// <param name="SkippedAtEnd">Unchanged lines left out after the last hunk.</param>
public sealed record UnifiedDiff(IReadOnlyList<UnifiedHunk> Hunks, int SkippedAtEnd)
{
    /// <param name="contextLines">Unchanged lines kept before and after each change.</param>
    public static UnifiedDiff Of(FileDiff diff, int contextLines)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentOutOfRangeException.ThrowIfNegative(contextLines);
        var hunks = new List<UnifiedHunk>();
        var shown = 0;
        for (var at = NextChange(diff, 0); at < diff.Rows.Count; at = NextChange(diff, shown))
        {
            var first = Math.Max(shown, at - contextLines);
            var end = EndOfHunk(diff, at, contextLines);
            hunks.Add(new UnifiedHunk(first - shown, [.. Lines(diff.Rows.Skip(first).Take(end - first))]));
            shown = end;
        }

        return new UnifiedDiff(hunks, diff.Rows.Count - shown);
    }

    private static int NextChange(FileDiff diff, int from)
    {
        while (from < diff.Rows.Count && diff.Rows[from].IsSame)
            from++;
        return from;
    }

    /// <summary>Changes whose contexts touch share a hunk.</summary>
    private static int EndOfHunk(FileDiff diff, int change, int contextLines)
    {
        var last = change;
        for (var next = NextChange(diff, last + 1); next < diff.Rows.Count && next - last <= 2 * contextLines + 1; next = NextChange(diff, last + 1))
            last = next;
        return Math.Min(diff.Rows.Count, last + 1 + contextLines);
    }

    private static IEnumerable<UnifiedLine> Lines(IEnumerable<DiffRow> rows)
    {
        var added = new List<UnifiedLine>();
        foreach (var row in rows)
        {
            if (row.IsSame)
            {
                foreach (var line in added)
                    yield return line;
                added.Clear();
                yield return new UnifiedLine(DiffKind.Same, row.Before.LineNumber, row.After.LineNumber, row.Before.Spans);
                continue;
            }

            if (row.Before.LineNumber is { } before)
                yield return new UnifiedLine(DiffKind.Removed, before, null, row.Before.Spans);
            if (row.After.LineNumber is { } after)
                added.Add(new UnifiedLine(DiffKind.Added, null, after, row.After.Spans));
        }

        foreach (var line in added)
            yield return line;
    }
}

/// <summary>Changes close together, with the unchanged lines around them.</summary>
/// <param name="SkippedLines">Unchanged lines left out before this hunk.</param>
public sealed record UnifiedHunk(int SkippedLines, IReadOnlyList<UnifiedLine> Lines);

/// <summary>A line of a unified diff; <see cref="DiffKind.Same"/>, <see cref="DiffKind.Removed"/> or <see cref="DiffKind.Added"/>.</summary>
/// <param name="BeforeNumber">1-based; null for an added line.</param>
/// <param name="AfterNumber">1-based; null for a removed line.</param>
public sealed record UnifiedLine(DiffKind Kind, int? BeforeNumber, int? AfterNumber, IReadOnlyList<DiffSpan> Spans);
