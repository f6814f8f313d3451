using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Models;

/// <summary>Why a file is not taken as a model: a stable code and a sentence.</summary>
public sealed record ModelRefusal(string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
