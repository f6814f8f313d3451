using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking;

/// <summary>One file a user handed in.</summary>
/// <param name="Path">As the user knows it; shown to the model and in errors, never opened.</param>
/// <param name="Text">The file's text with its own line ends, as decoded.</param>
public sealed record SourceDocument(string Path, Language Language, string Text)
{
    /// <summary>A document whose language is told from its path.</summary>
    public static SourceDocument Read(string path, string text) => new(path, Languages.Detect(path), text);
}
