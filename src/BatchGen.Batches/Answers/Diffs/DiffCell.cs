namespace BatchGen.Batches.Answers.Diffs;

/// <summary>One side of a row.</summary>
/// <param name="LineNumber">1-based line on this side; null when it has none here.</param>
/// <param name="Spans">The line's text in pieces; empty when it has none here.</param>
public sealed record DiffCell(DiffKind Kind, int? LineNumber, IReadOnlyList<DiffSpan> Spans)
{
    public string Text => string.Concat(Spans.Select(span => span.Text));
}
