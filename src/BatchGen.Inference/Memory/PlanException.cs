using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Memory;

/// <summary>A plan cannot be made of these settings or devices. The message says what is wrong and what range is possible.</summary>
public sealed class PlanException : Exception
{
    public PlanException(string code, Sentence sentence, string? setting = null)
        : base(sentence?.ToString())
    {
        ArgumentNullException.ThrowIfNull(sentence);
        Code = code;
        Sentence = sentence;
        Setting = setting;
    }

    /// <summary>One of <see cref="PlanErrorCodes"/>.</summary>
    public string Code { get; }

    public Sentence Sentence { get; }

    /// <summary>The setting at fault, as the command line and the API call it, e.g. "context".</summary>
    public string? Setting { get; }
}
