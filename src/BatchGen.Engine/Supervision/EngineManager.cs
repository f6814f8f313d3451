using System.Collections.Concurrent;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Supervision;

/// <summary>Every engine of this machine, one a model file.</summary>
internal sealed class EngineManager : IEngineManager, IAsyncDisposable
{
    private readonly EngineSurroundings _around;
    private readonly IDisposable _limitChanges;
    private readonly ConcurrentDictionary<string, Lazy<EngineSupervisor>> _engines = new(StringComparer.Ordinal);
    private readonly ChangeListeners<EngineStatus> _listeners = new();

    public EngineManager(
        IOptions<EngineOptions> options,
        IEngineProgram program,
        AdmissionDesk desk,
        ILiveDeviceLimits limits,
        CalibrationRecords calibrations,
        TimeProvider time,
        ILogger<EngineManager> logger)
    {
        _around = new EngineSurroundings(options.Value, program, desk, calibrations, time, logger);
        _limitChanges = limits.Subscribe(() => _ = desk.ReviewAsync(CancellationToken.None));
    }

    public IEngine GetEngine(string modelPath) => Supervisor(modelPath);

    public IEngine GetEngine(string modelPath, EngineChoice choice) => new ChosenEngine(Supervisor(modelPath), choice);

    public IReadOnlyList<EngineStatus> GetStatuses() => [.. _engines.Values.Select(engine => engine.Value.Status)];

    public bool UnloadIdle(TimeSpan unusedFor, Func<string, bool>? isMeant) => _around.Desk.UnloadIdle(unusedFor, isMeant);

    public IDisposable Subscribe(Action<EngineStatus> onChange) => _listeners.Add(onChange);

    public async ValueTask DisposeAsync()
    {
        _limitChanges.Dispose();
        foreach (var engine in _engines.Values)
            await engine.Value.DisposeAsync();
    }

    private EngineSupervisor Supervisor(string modelPath) =>
        _engines.GetOrAdd(Path.GetFullPath(modelPath), path => new Lazy<EngineSupervisor>(() => Create(path))).Value;

    private EngineSupervisor Create(string path)
    {
        var engine = new EngineSupervisor(path, _around);
        engine.Subscribe(_listeners.Announce);
        return engine;
    }
}
