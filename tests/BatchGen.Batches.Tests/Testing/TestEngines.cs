using System.Collections.Concurrent;
using BatchGen.Engine;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>One engine whatever the path, except a path that is refused.</summary>
internal sealed class TestEngines(TestEngine engine) : IEngineManager
{
    public const string MissingModel = "/models/missing.gguf";

    public IEngine GetEngine(string modelPath) => modelPath == MissingModel
        ? throw new EngineException("model_not_found", $"The model '{modelPath}' is not there.")
        : engine;

    /// <summary>What batches asked of the engine, in that order.</summary>
    public ConcurrentQueue<EngineChoice> Choices { get; } = new();

    public IEngine GetEngine(string modelPath, EngineChoice choice)
    {
        Choices.Enqueue(choice);
        return GetEngine(modelPath);
    }

    /// <summary>What the engines of this machine are at.</summary>
    public IReadOnlyList<EngineStatus> Statuses { get; set; } = [];

    public IReadOnlyList<EngineStatus> GetStatuses() => Statuses;

    /// <summary>How often idle engines were told to leave.</summary>
    public int Unloads { get; private set; }

    /// <summary>Somebody else's, so that it cannot leave.</summary>
    public bool IsOneAtWork { get; set; }

    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant)
    {
        // Asked each second about what is unused for long; a test counts the end of work.
        if (unusedFor > TimeSpan.Zero)
            return true;
        Unloads++;
        return !IsOneAtWork;
    }

    public IDisposable Subscribe(Action<EngineStatus> onChange) => throw new InvalidOperationException("No test of this room asks for it.");
}
