using BatchGen.Engine.Calibration;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Engine.Client;

/// <summary>The model an engine has loaded, and the room it gives to each request.</summary>
/// <param name="ContextLimitTokens">The most tokens one request may take, prompt and answer together.</param>
/// <param name="DefaultMaxTokens">Generated at most when a request does not say.</param>
/// <param name="TemplateName">"codegeex4", "own" (the file's), or "none" (messages are joined as plain text).</param>
public sealed record EngineModel(
    ModelInfo Info,
    RuntimeInfo Runtime,
    ContextInfo Context,
    int ContextLimitTokens,
    int DefaultMaxTokens,
    string TemplateName)
{
    /// <summary>What a batch without a word of its own gets (section "Engine"), whatever the engine is loaded with now.</summary>
    public int StandardContextTokens { get; init; } = ContextLimitTokens;

    /// <summary>How fast it is with its layers on GPUs in part, measured now or at an earlier load; null when that was not measured.</summary>
    public OffloadSpeed? Offload { get; init; }

    /// <summary>What its steps cost, measured now or at an earlier load; null when that was not measured.</summary>
    public MeasuredSteps? Steps { get; init; }
}
