namespace BatchGen.Engine.Client;

/// <summary>The engine process ended while it worked; the supervisor starts another.</summary>
public class EngineLostException : EngineException
{
    public EngineLostException(string message, Exception? inner = null)
        : base("engine_lost", message, inner)
    {
    }
}
