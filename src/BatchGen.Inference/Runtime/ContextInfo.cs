namespace BatchGen.Inference.Runtime;

/// <summary>What the library made of the settings: it may round cells up.</summary>
/// <param name="KvCells">Cells in all.</param>
/// <param name="CellsPerSlot">Cells one sequence may use at most.</param>
/// <param name="KvBytes">Bytes of the KV cache as the library reported them; 0 when it did not say.</param>
/// <param name="ComputeBytes">Bytes of the compute buffers; 0 when not said.</param>
/// <param name="Layout">Whether slots share the cells or have their own.</param>
/// <param name="MicroStepTokens">Most rows of one pass over the weights (n_ubatch); a larger step takes several.</param>
/// <param name="KeepsPrefixes">
/// The first cells of a sequence stay as they are while it grows, and its last ones can be removed alone. False for models with a
/// sliding window or a recurrent state: what they hold fits the whole sequence only.
/// </param>
/// <param name="DraftRows">Rows of one step that may ask for logits beside one a slot.</param>
public sealed record ContextInfo(
    int KvCells,
    int CellsPerSlot,
    int Slots,
    int StepTokens,
    long KvBytes,
    long ComputeBytes,
    KvLayout Layout = KvLayout.Unified,
    int MicroStepTokens = 512,
    bool KeepsPrefixes = true,
    int DraftRows = 0)
{
    /// <summary>Rows of one step that may ask for logits.</summary>
    public int MostOutputs => Slots + DraftRows;
}
