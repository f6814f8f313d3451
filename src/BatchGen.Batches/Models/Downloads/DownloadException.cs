using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>A download is refused or was given up. The message is a sentence; the code one of <see cref="DownloadErrorCodes"/> or of a GGUF file's.</summary>
public sealed class DownloadException(string code, Sentence sentence, Exception? inner = null) : Exception(sentence.ToString(), inner)
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
