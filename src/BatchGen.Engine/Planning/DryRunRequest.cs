using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>What is to be simulated.</summary>
/// <param name="Model">A GGUF file, whose weights may be missing, and how it would be placed.</param>
/// <param name="Context">As the engine would create it, cells resolved.</param>
public sealed record DryRunRequest(ModelLoadRequest Model, ContextSettings Context);
