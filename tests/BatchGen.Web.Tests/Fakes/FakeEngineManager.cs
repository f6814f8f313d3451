using System.Collections.Concurrent;
using BatchGen.Engine;
using BatchGen.Engine.Client;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>Engines without processes or models. What they say is scripted by their <see cref="FakeEngine"/>.</summary>
public sealed class FakeEngineManager : IEngineManager
{
    private readonly ConcurrentDictionary<string, FakeEngine> _engines = new();
    private readonly List<Action<EngineStatus>> _listeners = [];
    private readonly Lock _gate = new();

    /// <summary>Runs on every engine that is asked for the first time.</summary>
    public Action<FakeEngine> Prepare { get; set; } = _ => { };

    public int ListenerCount
    {
        get
        {
            lock (_gate)
                return _listeners.Count;
        }
    }

    public IEngine GetEngine(string modelPath) => Engine(modelPath);

    public IEngine GetEngine(string modelPath, EngineChoice choice)
    {
        var engine = Engine(modelPath);
        engine.Choice = choice;
        return engine;
    }

    public FakeEngine Engine(string modelPath) => _engines.GetOrAdd(Path.GetFullPath(modelPath), path =>
    {
        var engine = new FakeEngine(path);
        Prepare(engine);
        engine.Subscribe(Publish);
        return engine;
    });

    public IReadOnlyList<EngineStatus> GetStatuses() => [.. _engines.Values.Select(engine => engine.Status)];

    /// <summary>Those of <see cref="UnloadIdle"/>, in turn.</summary>
    public List<string> Unloaded { get; } = [];

    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant)
    {
        lock (_gate)
            Unloaded.AddRange(_engines.Keys.Where(path => isMeant?.Invoke(path) is not false));
        return true;
    }

    public IDisposable Subscribe(Action<EngineStatus> onChange)
    {
        lock (_gate)
            _listeners.Add(onChange);
        return new FakeSubscription(() =>
        {
            lock (_gate)
                _listeners.Remove(onChange);
        });
    }

    private void Publish(EngineStatus status)
    {
        Action<EngineStatus>[] listeners;
        lock (_gate)
            listeners = [.. _listeners];
        foreach (var listener in listeners)
            listener(status);
    }
}
