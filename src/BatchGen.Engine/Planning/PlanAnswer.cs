using BatchGen.Engine.Client;
using BatchGen.Engine.Calibration;
using BatchGen.Inference.Memory;

namespace BatchGen.Engine.Planning;

/// <summary>A plan and how it was come by.</summary>
/// <param name="Source">Whether the figures are ours or llama.cpp's.</param>
/// <param name="Problem">Why there was no simulation; null when there was one, or none was asked for.</param>
public sealed record PlanAnswer(MemoryPlan Plan, PlanSource Source, DryRunException? Problem = null)
{
    /// <summary>How fast an engine was that lay on the devices like this; null when none was measured.</summary>
    public OffloadSpeed? Offload { get; init; }

    /// <summary>Memory is not all: why the model could not be loaded when it was last tried; else null.</summary>
    public LoadFailure? LoadFailure { get; init; }
}

/// <summary>Whose figures a plan shows.</summary>
public enum PlanSource
{
    /// <summary>Computed from the header; <see cref="BatchGen.Inference.Memory.MemoryPlan.Accuracy"/> says how far they can be trusted.</summary>
    Computed,

    /// <summary>llama.cpp's own, from a simulated load.</summary>
    DryRun,
}
