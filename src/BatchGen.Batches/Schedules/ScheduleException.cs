using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Schedules;

/// <summary>A refusal on its way to the caller, who gets it as <see cref="ScheduleRefused"/>.</summary>
internal sealed class ScheduleException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
