using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Client;

/// <summary>One engine at one moment, for pages and readiness checks.</summary>
/// <param name="LoadProgress">0 to 1 while loading.</param>
/// <param name="ProcessId">The child process, or null.</param>
/// <param name="Restarts">How often it died and was started again.</param>
/// <param name="Problem">The last failure as a sentence, or null.</param>
/// <param name="Model">Null until loaded.</param>
/// <param name="Activity">Null until loaded.</param>
/// <param name="Devices">Each device's memory as the engine process sees it; empty until loaded.</param>
/// <param name="ProcessBytes">Resident memory of the engine process in bytes.</param>
/// <param name="At">When this was read, UTC.</param>
public sealed record EngineStatus(
    string ModelPath,
    EngineState State,
    float LoadProgress,
    int? ProcessId,
    int Restarts,
    Sentence? Problem,
    EngineModel? Model,
    LoopActivity? Activity,
    IReadOnlyList<DeviceMemory> Devices,
    long ProcessBytes,
    DateTimeOffset At)
{
    /// <summary>NVIDIA's own view of its GPUs; empty without its driver.</summary>
    public IReadOnlyList<GpuReading> Gpus { get; init; } = [];

    /// <summary>Why it is not loaded yet, e.g. "waiting: needs 1.2 GiB on CPU, 0.9 GiB free under the limit"; else null.</summary>
    public Sentence? WaitingReason { get; init; }

    /// <summary>Why the model could not be loaded when it was last tried; kept until it is loaded. Null when it was, or nobody tried.</summary>
    public LoadFailure? LoadFailure { get; init; }

    /// <summary>What was made smaller than wished so that it fits, as a sentence; null when nothing was.</summary>
    public Sentence? Adjustment { get; init; }

    /// <summary>What it was admitted with, device by device; null before it was admitted.</summary>
    public MemoryPlan? Plan { get; init; }
}

/// <param name="Code">Of docs/errors.md.</param>
/// <param name="At">When, UTC: what is done to the file later is not judged by it.</param>
public sealed record LoadFailure(string Code, Sentence Sentence, DateTimeOffset At)
{
    /// <summary>What the last load of a model's files, as they are now, failed for.</summary>
    public static LoadFailure? Find(IEngineManager engines, string modelPath)
    {
        ArgumentNullException.ThrowIfNull(engines);
        var failure = engines.GetStatuses().FirstOrDefault(status => status.ModelPath == modelPath)?.LoadFailure;
        return failure is not null && GgufParts.StampOf(modelPath).WrittenUtc <= failure.At ? failure : null;
    }
}

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

/// <summary>An NVIDIA GPU at one moment, as its driver sees it. Null where the card or the system does not tell.</summary>
/// <param name="Index">The driver's own count, from 0; CUDA_VISIBLE_DEVICES may number the engine's devices otherwise.</param>
/// <param name="UsedBytes">In use by every program and the driver.</param>
/// <param name="UsedByOthersBytes">The part of it that is not this engine's.</param>
/// <param name="UtilizationPercent">Of the driver's last sampling period (between a sixth of a second and one second).</param>
public sealed record GpuReading(
    int Index,
    string Name,
    long TotalBytes,
    long UsedBytes,
    long? UsedByOthersBytes,
    int? TemperatureCelsius,
    double? PowerWatts,
    int? UtilizationPercent);
