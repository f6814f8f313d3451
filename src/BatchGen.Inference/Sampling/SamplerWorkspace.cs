namespace BatchGen.Inference.Sampling;

/// <summary>
/// Memory that samplers need while they pick, shared by all samplers of one thread and allocated when the first needs
/// it: at a vocabulary of 151,552 it is 2.4 MB, which a greedy batch never takes.
/// </summary>
public sealed class SamplerWorkspace(int vocabularySize)
{
    private readonly Lazy<float[]> _logits = new(() => new float[vocabularySize]);
    private readonly Lazy<CandidateSet> _candidates = new(() => new CandidateSet(vocabularySize));

    public int VocabularySize => vocabularySize;

    /// <summary>Logits that may be changed.</summary>
    internal float[] Logits => _logits.Value;

    internal CandidateSet Candidates => _candidates.Value;
}
