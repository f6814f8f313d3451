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

/// <summary>The engine process ended while it worked; the supervisor starts another.</summary>
public class EngineLostException : EngineException
{
    public EngineLostException(string message, Exception? inner = null)
        : base("engine_lost", message, inner)
    {
    }

    /// <summary>
    /// Ids of the requests that it began last. Some may have no <see cref="GenerationStarted"/>: it may have died before that was said.
    /// </summary>
    public IReadOnlyCollection<string> LastBegun { get; init; } = [];
}

/// <summary>
/// The engine was ended on purpose, to be loaded again inside another limit or to make room for another model.
/// Requests without an end have no result and no fault: send them again.
/// </summary>
public sealed class EngineReloadedException : EngineLostException
{
    public EngineReloadedException(Exception? inner = null)
        : base("The engine is loaded again because the memory it may use has changed.", inner)
    {
    }
}
