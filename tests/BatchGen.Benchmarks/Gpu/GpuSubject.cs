using BatchGen.Benchmarks.Throughput;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>The model that is planned and measured, and how long its contexts are.</summary>
/// <param name="Suffix">Of the benchmarks' names.</param>
/// <param name="TrainedTokens">The longest context; every case is a share of it.</param>
/// <param name="AllowedMebibytes">A plan may be off by this much, or by 2 %.</param>
internal sealed record GpuSubject(string Suffix, RandomModelShape Shape, int TrainedTokens, IReadOnlyList<int> SequencesAtOnce, int AllowedMebibytes)
{
    /// <summary>The engine whose memory runs short.</summary>
    public EngineOptions Pressed { get; private init; } = new() { Slots = 16, ContextLimitTokens = 2048 };

    private const string PathVariable = "BATCHGEN_GPU_MODEL";

    /// <summary>Half of the cores: a GPU needs few, and threads that spin for each other on a busy machine take minutes for seconds of work.</summary>
    public static int Threads { get; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>CodeGeeX4-9B's shape: 5.3 GB in Q4_0.</summary>
    public static GpuSubject NineBillion { get; } = new(
        "9b",
        new RandomModelShape(
            Layers: 40, EmbeddingLength: 4096, FeedForwardLength: 13_696, Heads: 32, KvHeads: 2, ContextTokens: 131_072,
            Weights: TensorType.Q4_0, VocabularySize: 151_552, DistinctRows: 512, ChainTokens: ThroughputModel.ChainTokens),
        131_072,
        [1, 8, 32, 128, 256],
        AllowedMebibytes: 150);

    /// <summary>The same way at a size that a CPU computes in a minute: it tries the check itself.</summary>
    public static GpuSubject Small { get; } = new(
        "small",
        new RandomModelShape(
            Layers: 4, EmbeddingLength: 256, FeedForwardLength: 512, Heads: 4, KvHeads: 2, ContextTokens: 8192,
            Weights: TensorType.Q4_0, VocabularySize: 4096, DistinctRows: 64),
        8192,
        [1, 8, 32, 128, 256],
        AllowedMebibytes: 1)
    {
        // Half a GiB of cache: what other programs take of main memory moves by less than half of that while it is lowered.
        Pressed = new EngineOptions { Slots = 64, ContextLimitTokens = 8192, KvType = KvType.F32 },
    };

    /// <summary>As llama.cpp's own programs take it: all on the GPU, or none for the size that is meant for a CPU.</summary>
    public string GpuLayers => this == Small ? "0" : "99";

    /// <summary>The article's case (all of the trained context, with and without flash attention) and each lever by itself.</summary>
    public IReadOnlyList<GpuCase> Cases =>
    [
        new("whole context, flash attention", Context(TrainedTokens)),
        new("whole context, no flash attention", Context(TrainedTokens) with { FlashAttention = false }),
        new("1/32 of it", Context(TrainedTokens / 32)),
        new("1/8, 16 slots, unified", Context(TrainedTokens / 8, 16)),
        new("1/8, 16 slots, a part each", Context(TrainedTokens / 8, 16) with { KvLayout = KvLayout.PerSlot }),
        new("1/2, 32 slots", Context(TrainedTokens / 2, 32)),
        new("whole, 128 slots", Context(TrainedTokens, 128)),
        new("1/2, q8_0", Context(TrainedTokens / 2, 16) with { KvType = KvType.Q8_0 }),
        new("1/2, q4_0", Context(TrainedTokens / 2, 16) with { KvType = KvType.Q4_0 }),
        new("1/8, micro step 2048", Context(TrainedTokens / 8, 16) with { MicroStepTokens = 2048 }),
        new("1/8, KV in main memory", Context(TrainedTokens / 8, 16) with { KvOnGpu = false }),
        new("1/8, half of the layers", Context(TrainedTokens / 8, 16), Shape.Layers / 2),
        new("1/8, one layer", Context(TrainedTokens / 8, 16), 1),
    ];

    /// <summary>
    /// The file that BATCHGEN_GPU_MODEL names, written if it is not there: several programs can use the same gigabytes.
    /// Without that variable a file of this process.
    /// </summary>
    public string WriteModel()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path)
            return RandomModel.PathOf(Shape);
        if (!File.Exists(path))
            RandomModel.Write(path, Shape, seed: 1);
        return path;
    }

    private static ContextSettings Context(int cells, int slots = 1) => new(cells, slots, Threads: Threads);
}
