using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>What a person may move in a plan. Null takes what the engine is set to (section "Engine").</summary>
/// <param name="ContextTokens">The most tokens one prompt and its answer may take.</param>
/// <param name="Slots">Prompts that run at once.</param>
public sealed record PlanLevers(
    int? ContextTokens = null,
    int? Slots = null,
    KvType? KvType = null,
    bool? FlashAttention = null,
    GpuLayerChoice? GpuLayers = null);
