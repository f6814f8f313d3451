namespace BatchGen.Engine.Client;

/// <summary>The engine refused: a bad model, bad settings. Trying again will not help until something changes.</summary>
public class EngineException : Exception
{
    public EngineException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>Stable code, documented in docs/errors.md.</summary>
    public string Code { get; }
}
