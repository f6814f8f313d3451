using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Client;

/// <summary>The engine refused: a bad model, bad settings. Trying again will not help until something changes.</summary>
public class EngineException : Exception
{
    public EngineException(string code, Sentence sentence, Exception? inner = null)
        : base(sentence?.ToString(), inner)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        Code = code;
        Sentence = sentence;
    }

    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; }

    public Sentence Sentence { get; }
}
