using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Notices;

/// <summary>Says a sentence in the language of whoever is told. The translations are the pages' own.</summary>
public interface INoticeVoice
{
    /// <param name="language">A culture's name; null, and one that nobody speaks here, takes the server's first language.</param>
    string Say(Sentence sentence, string? language);
}

/// <summary>Where there are no pages.</summary>
internal sealed class EnglishVoice : INoticeVoice
{
    public string Say(Sentence sentence, string? language) => sentence.ToString();
}
