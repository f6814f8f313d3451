using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace BatchGen.Batches.Answers.Diffs;

/// <summary>What an answer changed in a file, line by line. Line ends do not count as changes.</summary>
/// <param name="Rows">The whole file, side by side.</param>
public sealed record FileDiff(IReadOnlyList<DiffRow> Rows)
{
    /// <summary>Both sides together. Comparing takes time by lines times changed lines; beyond this a page would wait.</summary>
    public const int MaxLines = 20_000;

    public int AddedLines => Rows.Count(row => row.After.Kind is DiffKind.Added or DiffKind.Changed);

    public int RemovedLines => Rows.Count(row => row.Before.Kind is DiffKind.Removed or DiffKind.Changed);

    /// <returns>Null when the two have more than <see cref="MaxLines"/> lines together.</returns>
    public static FileDiff? Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.AsSpan().Count('\n') + after.AsSpan().Count('\n') > MaxLines)
            return null;
        SideBySideDiffModel sides = SideBySideDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false);
        return new FileDiff([.. sides.OldText.Lines.Zip(sides.NewText.Lines, (old, changed) => new DiffRow(Cell(old), Cell(changed)))]);
    }

    private static DiffCell Cell(DiffPiece line) => line.Type == ChangeType.Imaginary
        ? new DiffCell(DiffKind.Missing, null, [])
        : new DiffCell(Kind(line.Type), line.Position, Spans(line));

    private static DiffSpan[] Spans(DiffPiece line) => line.SubPieces.Count == 0
        ? [new DiffSpan(Kind(line.Type), line.Text ?? "")]
        : [.. line.SubPieces.Where(piece => piece.Type != ChangeType.Imaginary).Select(piece => new DiffSpan(Kind(piece.Type), piece.Text ?? ""))];

    private static DiffKind Kind(ChangeType type) => type switch
    {
        ChangeType.Inserted => DiffKind.Added,
        ChangeType.Deleted => DiffKind.Removed,
        ChangeType.Modified => DiffKind.Changed,
        _ => DiffKind.Same,
    };
}
