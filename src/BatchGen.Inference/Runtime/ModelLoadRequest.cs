namespace BatchGen.Inference.Runtime;

/// <param name="Path">The GGUF file.</param>
/// <param name="GpuLayers">Layers placed on GPUs; −1 means all, 0 none.</param>
/// <param name="VocabularyOnly">Load the tokenizer and no weights: enough to count tokens.</param>
/// <param name="NoAlloc">Simulate: read the header, allocate nothing. Decoding on such a model is a segfault, so only the planner asks for it.</param>
/// <param name="UseMmap">Map the file instead of reading it. Must be false together with <paramref name="NoAlloc"/>.</param>
/// <param name="Split">How several GPUs share it.</param>
/// <param name="MainGpu">The GPU that takes all of it (<see cref="GpuSplit.None"/>) or the small parts (<see cref="GpuSplit.Row"/>); counted from 0.</param>
/// <param name="TensorSplit">Each GPU's share, in any unit, e.g. 3 and 1; null divides by free memory.</param>
public sealed record ModelLoadRequest(
    string Path,
    int GpuLayers = -1,
    bool VocabularyOnly = false,
    bool NoAlloc = false,
    bool UseMmap = true,
    GpuSplit Split = GpuSplit.Layer,
    int MainGpu = 0,
    IReadOnlyList<float>? TensorSplit = null);
