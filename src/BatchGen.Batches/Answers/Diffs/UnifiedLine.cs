namespace BatchGen.Batches.Answers.Diffs;

/// <summary>A line of a unified diff; <see cref="DiffKind.Same"/>, <see cref="DiffKind.Removed"/> or <see cref="DiffKind.Added"/>.</summary>
/// <param name="BeforeNumber">1-based; null for an added line.</param>
/// <param name="AfterNumber">1-based; null for a removed line.</param>
public sealed record UnifiedLine(DiffKind Kind, int? BeforeNumber, int? AfterNumber, IReadOnlyList<DiffSpan> Spans);
