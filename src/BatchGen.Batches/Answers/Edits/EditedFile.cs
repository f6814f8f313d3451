using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Answers.Edits;

/// <summary>A file the model wrote, new or in place of one that exists.</summary>
/// <param name="LineNumber">1-based line of its heading in the answer.</param>
public sealed record EditedFile(SafePath Path, string Content, int LineNumber);
