namespace BatchGen.Batches.Inputs;

/// <summary>One source file: what becomes one item of a batch.</summary>
/// <param name="Language">The language's name in <see cref="CodeLanguages"/>, or null when the file's name does not tell.</param>
/// <param name="Text">The whole text, line ends as they were, without a byte order mark.</param>
public sealed record SourceInput(SafePath Path, string? Language, string Text, SourceEncoding Encoding = SourceEncoding.Utf8);
