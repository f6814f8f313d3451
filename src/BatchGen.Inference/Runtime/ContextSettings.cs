namespace BatchGen.Inference.Runtime;

/// <summary>How a context is created; every size in tokens (= KV cells).</summary>
/// <param name="KvCells">Cells of the whole KV cache, shared by all slots (llama.cpp's n_ctx).</param>
/// <param name="Slots">Sequences that can run at once, 1 to 256.</param>
/// <param name="StepTokens">Most tokens in one step (n_batch).</param>
/// <param name="MicroStepTokens">Most tokens the library computes at once (n_ubatch).</param>
/// <param name="Threads">Compute threads. More than the machine's cores can hang, so implementations clamp to them.</param>
/// <param name="FlashAttention">A quantized KV cache requires it.</param>
/// <param name="KvOnGpu">Keep the KV cache on the GPU where layers are.</param>
/// <param name="DraftRows">Rows of one step that may ask for logits beside one a slot (n_outputs_max is both): what drafts need at full load.</param>
public sealed record ContextSettings(
    int KvCells,
    int Slots,
    int StepTokens = 2048,
    int MicroStepTokens = 512,
    int Threads = 1,
    KvType KvType = KvType.F16,
    KvLayout KvLayout = KvLayout.Unified,
    bool FlashAttention = true,
    bool KvOnGpu = true,
    int DraftRows = 0);
