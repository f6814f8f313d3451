using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Tasks;

/// <summary>A task or template that cannot become a prompt. The message is a sentence for the person who wrote it.</summary>
public sealed class TaskException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
