namespace BatchGen.Batches.Inputs;

/// <summary>What an upload came to, both lists in the upload's order.</summary>
public sealed record SourceSet(IReadOnlyList<SourceInput> Files, IReadOnlyList<SkippedFile> Skipped);
