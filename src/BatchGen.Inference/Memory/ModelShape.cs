using System.Collections.Immutable;
using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Memory;

/// <summary>What of a model decides how much memory it takes: read from a GGUF header, no weights needed.</summary>
/// <param name="Architecture"><c>general.architecture</c>.</param>
/// <param name="Name"><c>general.name</c>, or the file's name.</param>
/// <param name="Quantization">e.g. "Q4_K_M" or "F16".</param>
/// <param name="ParameterCount">Elements of all tensors.</param>
/// <param name="TrainedContextTokens">The longest context the model was trained on.</param>
/// <param name="EmbeddingLength">n_embd.</param>
/// <param name="KeyLength">Length of one key head.</param>
/// <param name="ValueLength">Length of one value head; 0 when values are not cached (multi-head latent attention).</param>
/// <param name="VocabularySize">Rows of the output matrix.</param>
/// <param name="Layers">One entry a layer.</param>
/// <param name="InputBytes">Token embedding and what else stands before the first layer. llama.cpp keeps it on the CPU always.</param>
/// <param name="OutputBytes">Output matrix and norm; a tied output counts only its norm here.</param>
/// <param name="TiedOutput">The token embedding is the output matrix too: a GPU with the output layer holds a second copy.</param>
/// <param name="WeightBytesIn16Bit">What the weights would take with every matrix in 16 bit and every vector in 32, as converters write f16 files.</param>
/// <param name="FeedForward">How the feed-forward part is built.</param>
/// <param name="FusedAttention">One matrix gives query, key and value together (chatglm, phi3).</param>
/// <param name="CentersNorms">Norms subtract the mean (starcoder2, gpt2): unlike plain scaling that cannot work in place.</param>
/// <param name="ExpertCount">0 without experts.</param>
/// <param name="ExpertsUsed">Experts one token goes through.</param>
/// <param name="SlidingWindow">llama.cpp builds two caches and two masks: one for layers that look back over a window only.</param>
/// <param name="MergeCount">Merges of the tokenizer, for the tokenizer's own memory.</param>
/// <param name="Accuracy">Whether the formulas are known to hold for this architecture.</param>
public sealed record ModelShape(
    string Architecture,
    string Name,
    string Quantization,
    long ParameterCount,
    int TrainedContextTokens,
    int EmbeddingLength,
    int KeyLength,
    int ValueLength,
    int VocabularySize,
    ImmutableArray<LayerShape> Layers,
    long InputBytes,
    long OutputBytes,
    bool TiedOutput,
    long WeightBytesIn16Bit,
    FeedForwardKind FeedForward,
    bool FusedAttention,
    bool CentersNorms,
    int ExpertCount,
    int ExpertsUsed,
    bool SlidingWindow,
    long MergeCount,
    PlanAccuracy Accuracy)
{
    /// <summary>What packing for AMX adds to <see cref="OutputBytes"/>.</summary>
    public long OutputAmxExtraBytes { get; init; }

    /// <summary>How far windowed layers look back, in tokens; 0 when there are none.</summary>
    public int WindowTokens { get; init; }

    /// <summary>Layers that look back over the window only.</summary>
    public int WindowedLayerCount => Layers.Count(layer => layer.IsWindowed);

    public int LayerCount => Layers.Length;

    /// <summary>All tensors, as they are in the file.</summary>
    public long WeightBytes => InputBytes + OutputBytes + Layers.Sum(layer => layer.WeightBytes);

    /// <summary>Layers that <c>gpu_layers</c> can count: the blocks and the output layer.</summary>
    public int PlaceableLayerCount => LayerCount + 1;

    /// <exception cref="GgufException">
    /// A key the plan needs is missing or impossible; run <see cref="GgufSafety.Check"/> first for the full judgement.
    /// </exception>
    public static ModelShape From(GgufFile file) => new ModelShapeReader(file).Read();
}
