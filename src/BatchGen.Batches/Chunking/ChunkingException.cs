using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Chunking;

/// <summary>A text cannot be cut as asked. The message is a sentence for a person: what, where, what to do.</summary>
public sealed class ChunkingException : Exception
{
    public ChunkingException(string code, Sentence sentence)
        : base(sentence?.ToString())
    {
        ArgumentNullException.ThrowIfNull(sentence);
        Code = code;
        Sentence = sentence;
    }

    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; }

    public Sentence Sentence { get; }
}
