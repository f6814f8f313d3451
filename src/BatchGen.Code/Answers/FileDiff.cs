using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace BatchGen.Code.Answers;

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
        var sides = SideBySideDiffBuilder.Diff(before, after, ignoreWhiteSpace: false, ignoreCase: false);
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

/// <summary>A line before and after, side by side.</summary>
public sealed record DiffRow(DiffCell Before, DiffCell After)
{
    public bool IsSame => Before.Kind == DiffKind.Same && After.Kind == DiffKind.Same;
}

/// <summary>One side of a row.</summary>
/// <param name="LineNumber">1-based line on this side; null when it has none here.</param>
/// <param name="Spans">The line's text in pieces; empty when it has none here.</param>
public sealed record DiffCell(DiffKind Kind, int? LineNumber, IReadOnlyList<DiffSpan> Spans)
{
    public string Text => string.Concat(Spans.Select(span => span.Text));
}

/// <summary>A piece of a line; <see cref="DiffKind.Same"/>, <see cref="DiffKind.Removed"/> or <see cref="DiffKind.Added"/>.</summary>
public sealed record DiffSpan(DiffKind Kind, string Text);

public enum DiffKind
{
    Same,
    Removed,
    Added,

    /// <summary>A line that has a counterpart on the other side, with some words different.</summary>
    Changed,

    /// <summary>Nothing on this side: the other side has a line here.</summary>
    Missing,
}
