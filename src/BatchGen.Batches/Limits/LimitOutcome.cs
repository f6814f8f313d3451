using BatchGen.Engine.Planning;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Limits;

/// <summary>What became of a change.</summary>
public abstract record LimitOutcome;

/// <param name="Limit">What holds now; null means all of the device.</param>
public sealed record LimitChanged(DeviceLimit? Limit) : LimitOutcome;

/// <param name="Code">One of <see cref="LimitErrorCodes"/>.</param>
/// <param name="Sentence">What is wrong and what range is possible.</param>
public sealed record LimitRefused(string Code, Sentence Sentence) : LimitOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
