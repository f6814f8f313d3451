using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Inputs;

/// <param name="Sentence">A sentence for the list of skipped files.</param>
public sealed record SkippedFile(SafePath Path, SkipReason Reason, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
