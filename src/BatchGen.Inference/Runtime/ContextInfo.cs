namespace BatchGen.Inference.Runtime;

/// <summary>What the library made of the settings: it may round cells up.</summary>
/// <param name="KvCells">Cells in all.</param>
/// <param name="CellsPerSlot">Cells one sequence may use at most.</param>
/// <param name="KvBytes">Bytes of the KV cache as the library reported them; 0 when it did not say.</param>
/// <param name="ComputeBytes">Bytes of the compute buffers; 0 when not said.</param>
public sealed record ContextInfo(
    int KvCells,
    int CellsPerSlot,
    int Slots,
    int StepTokens,
    long KvBytes,
    long ComputeBytes);
