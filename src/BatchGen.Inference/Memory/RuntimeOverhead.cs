namespace BatchGen.Inference.Memory;

/// <summary>
/// What a loaded model takes beside llama.cpp's buffers. Not in any of its numbers, so measured or assumed here;
/// the engine's own reading of its process replaces it once a model is loaded.
/// </summary>
/// <param name="ProcessBytes">The engine process before a model: runtime and service. Assumed.</param>
/// <param name="LibraryBytes">llama.cpp's backends, model structures and graph: 9 to 11 MB measured on Linux for 6 to 40 layers.</param>
/// <param name="BytesPerToken">The vocabulary's tables: 152 bytes measured (151,552 tokens).</param>
/// <param name="BytesPerMerge">The tokenizer's merge table: 137 bytes measured (150,000 merges).</param>
/// <param name="GpuContextBytes">Driver context, cuBLAS workspace and pools on a GPU in use. Assumed.</param>
public sealed record RuntimeOverhead(
    long ProcessBytes,
    long LibraryBytes,
    long BytesPerToken,
    long BytesPerMerge,
    long GpuContextBytes)
{
    public static RuntimeOverhead Default { get; } = new(96L << 20, 12L << 20, 152, 137, 512L << 20);

    public long CpuBytes(ModelShape shape) =>
        ProcessBytes + LibraryBytes + (BytesPerToken * shape.VocabularySize) + (BytesPerMerge * shape.MergeCount);
}
