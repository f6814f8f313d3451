namespace BatchGen.Engine.Client;

public enum EngineState
{
    /// <summary>No process yet, or on purpose none any more.</summary>
    Stopped,

    /// <summary>It does not fit under the limit just now; the reason is in <see cref="EngineStatus.WaitingReason"/>.</summary>
    Waiting,
    Starting,
    Loading,
    Ready,

    /// <summary>It ends what it began, to be loaded again or to make room.</summary>
    Draining,

    /// <summary>The process died; a new one is on its way.</summary>
    Restarting,

    /// <summary>It cannot run: the reason is in <see cref="EngineStatus.Problem"/>. Tried again when asked.</summary>
    Failed,
}
