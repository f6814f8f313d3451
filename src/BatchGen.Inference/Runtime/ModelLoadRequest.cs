namespace BatchGen.Inference.Runtime;

/// <param name="Path">The GGUF file.</param>
/// <param name="GpuLayers">Layers placed on GPUs; −1 means all, 0 none.</param>
/// <param name="VocabularyOnly">Load the tokenizer and no weights: enough to count tokens.</param>
/// <param name="NoAlloc">Simulate: read the header, allocate nothing. Decoding on such a model is a segfault, so only the planner asks for it.</param>
/// <param name="UseMmap">Map the file instead of reading it. Must be false together with <paramref name="NoAlloc"/>.</param>
public sealed record ModelLoadRequest(
    string Path,
    int GpuLayers = -1,
    bool VocabularyOnly = false,
    bool NoAlloc = false,
    bool UseMmap = true);
