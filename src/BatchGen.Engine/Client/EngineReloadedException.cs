namespace BatchGen.Engine.Client;

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
