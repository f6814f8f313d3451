using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Notices;

/// <summary>It did not get through this time; worth another try.</summary>
internal sealed class NoticeDelayedException(Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    public Sentence Sentence { get; } = sentence;
}

/// <summary>It is not to be sent, today or tomorrow.</summary>
internal sealed class NoticeRefusedException(Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    public Sentence Sentence { get; } = sentence;
}
