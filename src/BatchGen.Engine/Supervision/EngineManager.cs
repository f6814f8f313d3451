using System.Collections.Concurrent;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Supervision;

/// <summary>Every engine of this machine, one a model file.</summary>
internal sealed class EngineManager : IEngineManager, IAsyncDisposable
{
    private readonly EngineOptions _options;
    private readonly AdmissionDesk _desk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable _limitChanges;
    private readonly ConcurrentDictionary<string, Lazy<EngineSupervisor>> _engines = new(StringComparer.Ordinal);
    private readonly StatusFeed _feed = new();

    public EngineManager(
        IOptions<EngineOptions> options, AdmissionDesk desk, ILiveDeviceLimits limits, TimeProvider time, ILogger<EngineManager> logger)
    {
        _options = options.Value;
        _desk = desk;
        _time = time;
        _logger = logger;
        _limitChanges = limits.Subscribe(() => _ = desk.ReviewAsync(CancellationToken.None));
    }

    public IEngine GetEngine(string modelPath) =>
        _engines.GetOrAdd(Path.GetFullPath(modelPath), path => new Lazy<EngineSupervisor>(() => Create(path))).Value;

    public IReadOnlyList<EngineStatus> GetStatuses() => [.. _engines.Values.Select(engine => engine.Value.Status)];

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _feed.Subscribe(onChange);

    public async ValueTask DisposeAsync()
    {
        _limitChanges.Dispose();
        foreach (var engine in _engines.Values)
            await engine.Value.DisposeAsync();
    }

    private EngineSupervisor Create(string path)
    {
        var engine = new EngineSupervisor(path, _options, _desk, _time, _logger);
        engine.Subscribe(_feed.Publish);
        return engine;
    }
}
