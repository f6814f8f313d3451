namespace BatchGen.Batches.Answers.Highlighting;

/// <summary>A piece of source that is shown in one colour.</summary>
public sealed record HighlightSpan(HighlightKind Kind, string Text);
