namespace BatchGen.Batches.Answers.Extraction;

/// <summary>The code an answer gives for one file.</summary>
/// <param name="Language">As in <see cref="CodeBlock.Language"/>; for a whole answer the language asked for.</param>
/// <param name="IsComplete">False when the answer ended inside its block.</param>
/// <param name="BlockCount">Fenced blocks of the answer, this one included.</param>
public sealed record ExtractedCode(string Code, string? Language, CodeOrigin Origin, bool IsComplete, int BlockCount);
