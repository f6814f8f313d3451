namespace BatchGen.Inference.Chat;

/// <summary>A piece of a prompt that is tokenized on its own.</summary>
/// <param name="IsTemplate">
/// True for the template's own text, whose special tokens are parsed. A user's text is never template:
/// tokenizing a rendered prompt as a whole would let a source file inject roles.
/// </param>
public sealed record PromptSegment(string Text, bool IsTemplate);
