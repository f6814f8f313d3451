namespace BatchGen.Batches.Inputs;

/// <param name="Message">A sentence for the list of skipped files.</param>
public sealed record SkippedFile(SafePath Path, SkipReason Reason, string Message);
