namespace BatchGen.Batches.Submission;

/// <param name="CustomId">Unique within its input.</param>
internal readonly record struct NamedEntry(InputEntry Entry, string CustomId);
