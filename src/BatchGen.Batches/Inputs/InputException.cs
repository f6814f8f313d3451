using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Inputs;

/// <summary>An upload that cannot be used as a whole. The message is a sentence for the person who sent it: what, where, what to do.</summary>
public sealed class InputException(string code, Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
