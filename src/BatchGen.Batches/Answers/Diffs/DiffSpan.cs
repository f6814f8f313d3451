namespace BatchGen.Batches.Answers.Diffs;

/// <summary>A piece of a line; <see cref="DiffKind.Same"/>, <see cref="DiffKind.Removed"/> or <see cref="DiffKind.Added"/>.</summary>
public sealed record DiffSpan(DiffKind Kind, string Text);
