using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Comments;

/// <summary>Tells a language's code from its comments. Deterministic and thread-safe.</summary>
internal abstract class CodeReader
{
    /// <summary>The code, without comments and without blanks that mean nothing; null if this text cannot be read reliably.</summary>
    public abstract IReadOnlyList<CodeToken>? ReadCode(string text);

    /// <summary>The comments with their marks, in order; null if this text cannot be read reliably.</summary>
    public abstract IReadOnlyList<TextSpan>? FindComments(string text);
}
