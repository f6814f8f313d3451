using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Limits;

/// <summary>Carries a refusal from where it is found to the service that returns it.</summary>
internal sealed class LimitException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
