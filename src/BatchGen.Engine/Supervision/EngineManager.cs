using System.Collections.Concurrent;
using BatchGen.Engine.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Supervision;

/// <summary>Every engine of this machine, one a model file.</summary>
internal sealed class EngineManager(IOptions<EngineOptions> options, TimeProvider time, ILogger<EngineManager> logger)
    : IEngineManager, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<EngineSupervisor>> _engines = new(StringComparer.Ordinal);
    private readonly StatusFeed _feed = new();

    public IEngine GetEngine(string modelPath) =>
        _engines.GetOrAdd(Path.GetFullPath(modelPath), path => new Lazy<EngineSupervisor>(() => Create(path))).Value;

    public IReadOnlyList<EngineStatus> GetStatuses() => [.. _engines.Values.Select(engine => engine.Value.Status)];

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _feed.Subscribe(onChange);

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Values)
            await engine.Value.DisposeAsync();
    }

    private EngineSupervisor Create(string path)
    {
        var engine = new EngineSupervisor(path, options.Value, time, logger);
        engine.Subscribe(_feed.Publish);
        return engine;
    }
}
