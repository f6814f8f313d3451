using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Sizing;

/// <summary>What of a context can be chosen for the work it is going to do.</summary>
/// <param name="KvCells">Cells of the whole cache.</param>
public sealed record ContextShape(KvLayout Layout, int Slots, int KvCells, int MicroStepTokens);
