using BatchGen.Engine.Client;

namespace BatchGen.Engine.Supervision;

/// <summary>A process with its model loaded.</summary>
/// <param name="Replaced">Cancelled when it is to be loaded with other settings.</param>
internal sealed record ReadyEngine(EngineConnection Connection, EngineModel Model, CancellationToken Replaced)
{
    /// <summary>Whoever waits may be given it.</summary>
    public bool IsOpen => Connection is { IsLost: false, IsRetired: false } && !Replaced.IsCancellationRequested;
}
