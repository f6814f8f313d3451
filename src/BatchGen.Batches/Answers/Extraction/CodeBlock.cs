namespace BatchGen.Batches.Answers.Extraction;

/// <summary>A fenced block of an answer.</summary>
/// <param name="Language">A name of <c>CodeLanguages</c> where the fence's word is known, else that word; null without one.</param>
/// <param name="Code">Without the fences and their indentation; line ends as they were.</param>
/// <param name="IsClosed">False when the answer ended inside the block: the code is cut.</param>
/// <param name="LineNumber">1-based line of the opening fence.</param>
public sealed record CodeBlock(string? Language, string Code, bool IsClosed, int LineNumber);
