using BatchGen.Inference.Runtime;

namespace BatchGen.Engine;

/// <summary>
/// Everything an engine process is told at its start, as one line of JSON on its standard input:
/// a command line could be read by every user of the machine.
/// </summary>
/// <param name="Address">Unix domain socket path, or the named pipe's name on Windows.</param>
/// <param name="Context">KvCells 0 means: sized by <see cref="EngineSizing"/> once the model's limits are known.</param>
/// <param name="ContextLimitTokens">The most tokens one request may take; clamped to what the model was trained on.</param>
/// <param name="DefaultMaxTokens">Generated at most when a request does not say.</param>
/// <param name="AllowCpuFallback">A build for GPUs may compute on the CPU when it finds none.</param>
public sealed record EngineSettings(
    string Address,
    ModelLoadRequest Model,
    ContextSettings Context,
    int ContextLimitTokens,
    int DefaultMaxTokens,
    bool AllowCpuFallback = false)
{
    /// <summary>Measure what a step costs before the work begins: nobody knows it yet of this model on these devices.</summary>
    public bool MeasureSteps { get; init; }

    /// <summary>What one more row costs a step, in passes over the weights, when it was measured at an earlier load.</summary>
    public double? KnownRowCost { get; init; }

    /// <summary>Time a few steps before the work begins: layers lie on GPUs in part, and nobody knows yet how slow that is.</summary>
    public bool MeasureOffload { get; init; }

    /// <summary>Where it sends its spans: OpenTelemetry's own settings (OTEL_…), as this program has them. Null sends nothing.</summary>
    public IReadOnlyDictionary<string, string>? Telemetry { get; init; }
}
