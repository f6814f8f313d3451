using System.Text.Json.Serialization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine;

/// <summary>
/// What a person chooses of an engine, for a batch or for a plan. Null takes what section "Engine" says. Stored with
/// batches as JSON, so members are added and never renamed.
/// </summary>
/// <param name="ContextTokens">The most tokens one prompt and its answer may take; up to what the model was trained on.</param>
/// <param name="Slots">Prompts that run at once, 1 to 256.</param>
/// <param name="KvType">How keys and values are stored; a quantized one needs flash attention.</param>
/// <param name="GpuLayers">A number of layers, or as many as fit.</param>
public sealed record EngineChoice(
    int? ContextTokens = null,
    int? Slots = null,
    [property: JsonConverter(typeof(JsonStringEnumConverter<KvType>))] KvType? KvType = null,
    bool? FlashAttention = null,
    GpuLayerChoice? GpuLayers = null)
{
    /// <summary>Everything as section "Engine" says.</summary>
    public static EngineChoice Standard { get; } = new();
}
