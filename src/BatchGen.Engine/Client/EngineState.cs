namespace BatchGen.Engine.Client;

public enum EngineState
{
    /// <summary>No process yet, or on purpose none any more.</summary>
    Stopped,
    Starting,
    Loading,
    Ready,

    /// <summary>The process died; a new one is on its way.</summary>
    Restarting,

    /// <summary>It cannot run: the reason is in <see cref="EngineStatus.Problem"/>. Tried again when asked.</summary>
    Failed,
}
