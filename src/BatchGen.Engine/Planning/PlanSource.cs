namespace BatchGen.Engine.Planning;

/// <summary>Whose figures a plan shows.</summary>
public enum PlanSource
{
    /// <summary>Computed from the header; <see cref="BatchGen.Inference.Memory.MemoryPlan.Accuracy"/> says how far they can be trusted.</summary>
    Computed,

    /// <summary>llama.cpp's own, from a simulated load.</summary>
    DryRun,
}
