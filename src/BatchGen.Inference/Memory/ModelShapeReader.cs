using System.Collections.Immutable;
using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Memory;

/// <summary>Makes a <see cref="ModelShape"/> of a header.</summary>
internal sealed class ModelShapeReader(GgufFile file)
{
    /// <summary>Compared with llama.cpp's dry run; tests/…/Memory/DryRunTests.cs holds the measurements.</summary>
    private static readonly string[] Compared = 
    [
        "chatglm", "gemma", "gemma2", "gemma3", "glm4", "granite", "internlm2", "llama", "mistral3", "qwen2", "qwen3", "qwen3moe", "starcoder2",
    ];

    /// <summary>Architectures whose graph has a second mask for a sliding window: build_attn_inp_kv_iswa in src/models of llama.cpp v0.5.0.</summary>
    private static readonly string[] Windowed =
    [
        "afmoe", "cohere2", "cohere2moe", "exaone-moe", "exaone4", "gemma2", "gemma3", "gemma3n", "gemma4", "granite_swa",
        "laguna", "llama4", "maple", "mellum", "mimo2", "muse-glimmer", "olmo2", "gpt-oss", "plamo3", "smallthinker",
        "spark2_5", "step35",
    ];

    private readonly GgufMetadata _metadata = file.Metadata;
    private readonly ImmutableArray<GgufTensor> _tensors = [.. file.Tensors];

    public ModelShape Read()
    {
        var layers = ReadLayers();
        var embedding = file.Tensors.Find("token_embd.weight") ?? throw new GgufException(
            GgufErrorCodes.MissingTensor, "The file has no tensor 'token_embd.weight'. It is incomplete: convert the model again.", key: "token_embd.weight");
        var width = Length("embedding_length");
        var experts = Experts(_metadata.FindInteger(_metadata.Own("expert_count")) ?? 0);
        var headLength = layers[0].HeadCount > 0 ? width / layers[0].HeadCount : 0;
        return new ModelShape(
            Architecture: _metadata.Architecture,
            Name: _metadata.FindString("general.name") ?? Path.GetFileNameWithoutExtension(file.Path),
            Quantization: QuantizationName.Of(file),
            ParameterCount: _tensors.Sum(tensor => tensor.ElementCount),
            TrainedContextTokens: Length("context_length"),
            EmbeddingLength: width,
            KeyLength: HeadLength("attention.key_length", headLength),
            ValueLength: CachesValues ? HeadLength("attention.value_length", headLength) : 0,
            VocabularySize: InRange(embedding.Name, embedding.Dimension(1)),
            Layers: layers,
            InputBytes: _tensors.Where(IsInput).Sum(tensor => tensor.Bytes),
            OutputBytes: _tensors.Where(tensor => !IsInput(tensor) && BlockName.LayerOf(tensor.Name) is null).Sum(tensor => tensor.Bytes),
            TiedOutput: !file.Tensors.Contains("output.weight"),
            WeightBytesIn16Bit: _tensors.Sum(tensor => tensor.ElementCount * (tensor.Dimensions.Length > 1 ? 2 : 4)),
            FeedForward: FeedForwardOf(experts),
            FusedAttention: file.Tensors.Contains("blk.0.attn_qkv.weight"),
            CentersNorms: !_metadata.Contains(_metadata.Own("attention.layer_norm_rms_epsilon")),
            ExpertCount: experts,
            ExpertsUsed: experts == 0 ? 0 : Experts((PerLayer("expert_used_count", layers.Length) ?? [0]).Max()),
            SlidingWindow: IsWindowed,
            MergeCount: _metadata.TryGet("tokenizer.ggml.merges", out var merges) ? merges.Count : 0,
            Accuracy: Compared.Contains(_metadata.Architecture) ? PlanAccuracy.Exact : PlanAccuracy.Estimate)
        {
            WindowTokens = IsWindowed ? Length("attention.sliding_window") : 0,
            OutputAmxExtraBytes = _tensors.Where(tensor => !IsInput(tensor) && BlockName.LayerOf(tensor.Name) is null).Sum(AmxPacking.ExtraBytes),
        };
    }

    /// <summary>With multi-head latent attention the cache holds one compressed key and no value (llama_hparams::is_mla).</summary>
    private bool CachesValues => !_metadata.Contains(_metadata.Own("attention.key_length_mla"));

    private bool IsWindowed => Windowed.Contains(_metadata.Architecture) && _metadata.FindInteger(_metadata.Own("attention.sliding_window")) > 0;

    private ImmutableArray<LayerShape> ReadLayers()
    {
        var count = Length("block_count");
        if (count > Gguf.Safety.ModelChecks.LayersMax)
            throw OutOfRange(_metadata.Own("block_count"), count);
        var heads = PerLayer("attention.head_count", count) ?? new long[count];
        var kvHeads = PerLayer("attention.head_count_kv", count) ?? heads;
        var feedForward = ExpertFeedForward(count) ?? PerLayer("feed_forward_length", count) ?? new long[count];
        var bytes = new long[count];
        var packed = new long[count];
        foreach (var tensor in _tensors)
        {
            if (BlockName.LayerOf(tensor.Name) is not { } layer || layer >= count)
                continue;
            bytes[layer] += tensor.Bytes;
            packed[layer] += AmxPacking.ExtraBytes(tensor);
        }

        return
        [
            .. Enumerable.Range(0, count).Select(i =>
                new LayerShape(bytes[i], (int)heads[i], (int)kvHeads[i], (int)feedForward[i])
                {
                    AmxExtraBytes = packed[i],
                    IsWindowed = IsWindowed && WindowPattern.IsWindowed(_metadata, i),
                }),
        ];
    }

    /// <summary>An expert's own length: a key where it differs from the dense layers' (qwen3moe, deepseek2).</summary>
    private long[]? ExpertFeedForward(int count) => PerLayer("expert_feed_forward_length", count);

    private FeedForwardKind FeedForwardOf(int experts)
    {
        if (experts > 0)
            return FeedForwardKind.Experts;
        if (file.Tensors.Contains("blk.0.ffn_gate.weight"))
            return FeedForwardKind.ParallelGate;
        var up = file.Tensors.Find("blk.0.ffn_up.weight");
        var down = file.Tensors.Find("blk.0.ffn_down.weight");
        return up is not null && down is not null && up.Dimension(1) == 2 * down.Dimension(0)
            ? FeedForwardKind.FusedGate
            : FeedForwardKind.Plain;
    }

    private static bool IsInput(GgufTensor tensor) =>
        tensor.Name.StartsWith("token_", StringComparison.Ordinal)
        || tensor.Name.StartsWith("position_", StringComparison.Ordinal)
        || tensor.Name.StartsWith("per_layer_", StringComparison.Ordinal);

    private int HeadLength(string name, int otherwise)
    {
        var key = _metadata.Own(name);
        return _metadata.FindInteger(key) is { } length ? InRange(key, length) : otherwise;
    }

    private int Length(string name)
    {
        var key = _metadata.Own(name);
        var length = InRange(key, _metadata.GetInteger(key));
        return length > 0 ? length : throw OutOfRange(key, length);
    }

    private int Experts(long count) => count is >= 0 and <= Gguf.Safety.ExpertChecks.ExpertsMax
        ? (int)count
        : throw OutOfRange(_metadata.Own("expert_count"), count);

    private long[]? PerLayer(string name, int count)
    {
        var key = _metadata.Own(name);
        var values = _metadata.FindPerLayer(key, count);
        foreach (var value in values ?? [])
            InRange(key, value);
        return values;
    }

    /// <summary>2^27 is beyond every length there is and keeps products of two of them inside 63 bits.</summary>
    private static int InRange(string key, long value) => value is >= 0 and <= 1 << 27 ? (int)value : throw OutOfRange(key, value);

    private static GgufException OutOfRange(string key, long value) => Gguf.Safety.Refusal.Value(key, value, "that is no possible size.");
}
