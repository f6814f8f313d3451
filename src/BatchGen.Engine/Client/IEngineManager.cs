namespace BatchGen.Engine.Client;

/// <summary>Every engine of this machine, one a model.</summary>
public interface IEngineManager
{
    /// <summary>The engine of a model file; starts nothing by itself.</summary>
    IEngine GetEngine(string modelPath);

    IReadOnlyList<EngineStatus> GetStatuses();

    IDisposable Subscribe(Action<EngineStatus> onChange);
}
