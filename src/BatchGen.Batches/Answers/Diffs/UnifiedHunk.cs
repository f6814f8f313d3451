namespace BatchGen.Batches.Answers.Diffs;

/// <summary>Changes close together, with the unchanged lines around them.</summary>
/// <param name="SkippedLines">Unchanged lines left out before this hunk.</param>
public sealed record UnifiedHunk(int SkippedLines, IReadOnlyList<UnifiedLine> Lines);
