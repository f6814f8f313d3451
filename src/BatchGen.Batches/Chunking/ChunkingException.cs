namespace BatchGen.Batches.Chunking;

/// <summary>A text cannot be cut as asked. The message is a sentence for a person: what, where, what to do.</summary>
public sealed class ChunkingException : Exception
{
    public ChunkingException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; }
}
