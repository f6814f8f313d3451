using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>Ends the reading of one line; the reader turns it into that line's problem.</summary>
internal sealed class BadLineException(string code, Sentence sentence, string? param = null) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;

    public string? Param { get; } = param;
}
