namespace BatchGen.Batches.Chunking.Outlines;

/// <param name="Level">1 to 6.</param>
/// <param name="Scope">Index in the scope tree.</param>
internal readonly record struct MarkdownSection(int Level, int Scope);
