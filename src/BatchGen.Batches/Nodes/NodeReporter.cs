using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Nodes;

/// <summary>Gathers what this machine says of itself, from memory but for the models folder and, now and then, the models' headers.</summary>
internal sealed class NodeReporter(
    IEngineManager engines,
    ILiveDeviceLimits limits,
    IKnownModels models,
    Loadability loadability,
    IDeviceSurvey survey,
    IMainMemory memory,
    DatabaseTime databaseTime,
    IOptions<StorageOptions> storage,
    NodeIdentity self) : IDisposable
{
    /// <summary>Headers are read again so often: files come and go.</summary>
    private static readonly TimeSpan JudgedFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<DeviceMemory>? _surveyed;
    private IReadOnlyList<NodeModel> _judged = [];
    private long? _judgedAt;
    private IDisposable? _limitChanges;

    public async Task<NodeReport> MakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _limitChanges ??= limits.Subscribe(() => _judgedAt = null);
            var statuses = engines.GetStatuses();
            var devices = await DevicesAsync(statuses, cancellationToken);
            return new NodeReport(
                [.. devices.Select(device => NodeDevice.Of(device, PlannedBytes(statuses, device.Name), limits.Find(device.Name)))],
                [.. statuses.Select(Engine)],
                await ModelsAsync(devices, cancellationToken),
                Math.Round(databaseTime.Ahead.TotalSeconds, 1));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _limitChanges?.Dispose();
        _turn.Dispose();
    }

    /// <summary>Cards as a loaded engine sees them now; before one was loaded, as the planning process saw them once.</summary>
    private async Task<IReadOnlyList<DeviceMemory>> DevicesAsync(IReadOnlyList<EngineStatus> statuses, CancellationToken cancellationToken)
    {
        var seen = statuses.Where(status => status.Devices.Count > 0).MaxBy(status => status.At)?.Devices ?? await SurveyAsync(cancellationToken);
        return [.. seen.Where(device => device.Kind is not DeviceKind.Cpu), memory.Read()];
    }

    private async Task<IReadOnlyList<DeviceMemory>> SurveyAsync(CancellationToken cancellationToken)
    {
        // Nobody asks a machine that is alone, and the planning process takes a second of a processor.
        if (_surveyed is not null || !self.RunsShards || storage.Value.Provider == StorageProvider.Sqlite)
            return _surveyed ?? [];
        try
        {
            return _surveyed = await survey.ReadAsync(cancellationToken);
        }
        catch (EngineException)
        {
            // Without its libraries it has no cards to speak of; pages and log say why elsewhere.
            return _surveyed = [];
        }
    }

    private async Task<IReadOnlyList<NodeModel>> ModelsAsync(IReadOnlyList<DeviceMemory> devices, CancellationToken cancellationToken)
    {
        var now = databaseTime.GetTimestamp();
        if (_judgedAt is { } at && databaseTime.GetElapsedTime(at, now) < JudgedFor)
            return _judged;
        var paths = (await models.ListPathsAsync(cancellationToken)).Where(File.Exists);
        _judgedAt = now;
        return _judged = [.. paths.Select(
            path => new NodeModel(Path.GetFileName(path), loadability.WhyNone([path], devices, limits) is null)).DistinctBy(model => model.Name)];
    }

    private static long PlannedBytes(IReadOnlyList<EngineStatus> statuses, string device) =>
        statuses.Sum(status => status.Plan?.Devices.FirstOrDefault(plan => plan.Name == device) is { } plan ? plan.TotalBytes - plan.OtherBytes : 0);

    private static NodeEngine Engine(EngineStatus status) => new(
        Path.GetFileName(status.ModelPath),
        status.State.ToString().ToLowerInvariant(),
        status.Model?.ContextLimitTokens ?? 0,
        status.Model?.Context.Slots ?? 0,
        status.Plan?.Settings.KeyType.ToString(),
        status.Activity?.RunningSequences ?? 0,
        status.Activity?.WaitingSequences ?? 0,
        status.Activity?.DecodeTokens ?? 0,
        status.WaitingReason ?? (status.State is EngineState.Failed or EngineState.Restarting ? status.Problem : null));
}
