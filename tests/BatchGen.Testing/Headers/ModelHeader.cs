using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;

namespace BatchGen.Testing.Headers;

/// <summary>
/// A decoder model described by its sizes, and the header such a model's file has: the same keys and tensors, in
/// the order and shapes llama.cpp v0.5.0 asks for (src/models/*.cpp).
/// </summary>
public sealed record ModelHeader(
    string Architecture,
    int Layers,
    int Embedding,
    int FeedForward,
    int Heads,
    int KvHeads,
    int Vocabulary)
{
    public int TrainedContext { get; init; } = 131_072;

    public int HeadLength { get; init; } = Embedding / Heads;

    public GgufTensorType Weights { get; init; } = GgufTensorType.Q8_0;

    public bool TiedOutput { get; init; }

    public bool AttentionBias { get; init; }

    public bool QueryKeyNorms { get; init; }

    public bool PostNorms { get; init; }

    /// <summary>Norms and projections with biases, as starcoder2 has them.</summary>
    public bool Biases { get; init; }

    public bool FusedAttention { get; init; } = Architecture == "chatglm";

    public FeedForwardKind Gate { get; init; } = Architecture == "chatglm" ? FeedForwardKind.FusedGate : FeedForwardKind.ParallelGate;

    public int Experts { get; init; }

    public int ExpertsUsed { get; init; }

    public int SlidingWindow { get; init; }

    /// <summary>CodeGeeX4-ALL-9B: 9,399,951,360 parameters.</summary>
    public static ModelHeader CodeGeeX4 { get; } = new("chatglm", 40, 4096, 13_696, 32, 2, 151_552) { AttentionBias = true };

    /// <summary>A chatglm that is quick to write out.</summary>
    public static ModelHeader SmallChatglm { get; } =
        new("chatglm", 6, 512, 1376, 8, 2, 4096) { TrainedContext = 32_768, AttentionBias = true };

    public static ModelHeader Llama8B { get; } = new("llama", 32, 4096, 14_336, 32, 8, 128_256);

    public static ModelHeader Llama7B { get; } = new("llama", 32, 4096, 11_008, 32, 32, 32_000) { TrainedContext = 4096 };

    public static ModelHeader Qwen2_7B { get; } = new("qwen2", 28, 3584, 18_944, 28, 4, 152_064) { AttentionBias = true };

    public static ModelHeader Qwen3_4B { get; } =
        new("qwen3", 36, 2560, 9728, 32, 8, 151_936) { HeadLength = 128, TiedOutput = true, QueryKeyNorms = true };

    public static ModelHeader Mixtral { get; } =
        new("llama", 32, 4096, 14_336, 32, 8, 32_000) { TrainedContext = 32_768, Experts = 8, ExpertsUsed = 2 };

    public static ModelHeader Gemma2B { get; } =
        new("gemma", 18, 2048, 16_384, 8, 1, 256_000) { TrainedContext = 8192, HeadLength = 256, TiedOutput = true };

    public static ModelHeader Gemma2_2B { get; } =
        new("gemma2", 26, 2304, 9216, 8, 4, 256_000) { TrainedContext = 8192, HeadLength = 256, TiedOutput = true, PostNorms = true, SlidingWindow = 4096 };

    public static ModelHeader Gemma3 { get; } = new("gemma3", 18, 2560, 10_240, 8, 4, 262_144)
    {
        HeadLength = 256, TiedOutput = true, PostNorms = true, QueryKeyNorms = true, SlidingWindow = 1024,
    };

    public static ModelHeader Glm4 { get; } =
        new("glm4", 12, 4096, 13_696, 32, 2, 151_552) { PostNorms = true, Gate = FeedForwardKind.FusedGate };

    public static ModelHeader Granite { get; } = new("granite", 12, 2048, 8192, 32, 8, 49_152) { TiedOutput = true };

    public static ModelHeader InternLm2 { get; } = new("internlm2", 12, 2048, 8192, 16, 8, 92_544);

    public static ModelHeader Mistral3 { get; } = new("mistral3", 12, 4096, 14_336, 32, 8, 131_072);

    public static ModelHeader StarCoder2 { get; } =
        new("starcoder2", 12, 3072, 12_288, 24, 2, 49_152) { AttentionBias = true, Biases = true, Gate = FeedForwardKind.Plain };

    public static ModelHeader Qwen3Moe { get; } = new("qwen3moe", 12, 2048, 6144, 32, 4, 151_936)
    {
        HeadLength = 128, QueryKeyNorms = true, Experts = 128, ExpertsUsed = 8,
    };

    private bool RotatesHalfAHead => Architecture is "chatglm" or "glm4";

    /// <summary>Everything a plan needs: keys and tensors, no tokenizer.</summary>
    public GgufHeaderBuilder WithoutVocabulary()
    {
        var header = new GgufHeaderBuilder()
            .Key("general.architecture", Architecture)
            .Key("general.name", $"{Architecture} test")
            .Key($"{Architecture}.context_length", (uint)TrainedContext)
            .Key($"{Architecture}.embedding_length", (uint)Embedding)
            .Key($"{Architecture}.feed_forward_length", (uint)FeedForward)
            .Key($"{Architecture}.block_count", (uint)Layers)
            .Key($"{Architecture}.attention.head_count", (uint)Heads)
            .Key($"{Architecture}.attention.head_count_kv", (uint)KvHeads)
            .Key($"{Architecture}.attention.{(Biases ? "layer_norm_epsilon" : "layer_norm_rms_epsilon")}", 1e-5f)
            .Key($"{Architecture}.attention.key_length", (uint)HeadLength)
            .Key($"{Architecture}.attention.value_length", (uint)HeadLength)
            .Key($"{Architecture}.rope.dimension_count", (uint)(RotatesHalfAHead ? HeadLength / 2 : HeadLength));
        if (Experts > 0)
        {
            header.Key($"{Architecture}.expert_count", (uint)Experts).Key($"{Architecture}.expert_used_count", (uint)ExpertsUsed);
        }
        if (SlidingWindow > 0)
            header.Key($"{Architecture}.attention.sliding_window", (uint)SlidingWindow);
        AddTensors(header);
        return header;
    }

    /// <summary>The whole header, with as many different tokens as the vocabulary says.</summary>
    public GgufHeaderBuilder Header() => WithoutVocabulary()
        .Key("tokenizer.ggml.model", "gpt2")
        .Key("tokenizer.ggml.pre", Architecture == "chatglm" ? "chatglm-bpe" : "qwen2")
        .Key("tokenizer.ggml.tokens", Tokens())
        .Key("tokenizer.ggml.token_type", Enumerable.Repeat(1, Vocabulary).ToArray())
        .Key("tokenizer.ggml.merges", ["a b"])
        .Key("tokenizer.ggml.eos_token_id", 5u);

    private string[] Tokens()
    {
        var tokens = Enumerable.Range(0, Vocabulary).Select(i => $"t{i}").ToArray();
        ((string[])["a", "b", "ab", "Ċ"]).CopyTo(tokens, 0);
        return tokens;
    }

    private void AddTensors(GgufHeaderBuilder header)
    {
        header.Tensor("token_embd.weight", Weights, Embedding, Vocabulary);
        AddNorm(header, "output_norm");
        if (!TiedOutput)
            header.Tensor("output.weight", Weights, Embedding, Vocabulary);
        for (var layer = 0; layer < Layers; layer++)
        {
            AddAttention(header, $"blk.{layer}.");
            AddFeedForward(header, $"blk.{layer}.");
        }
    }

    private void AddAttention(GgufHeaderBuilder header, string block)
    {
        long query = Heads * HeadLength;
        long key = KvHeads * HeadLength;
        AddNorm(header, $"{block}attn_norm");
        if (FusedAttention)
        {
            AddProjection(header, $"{block}attn_qkv", query + (2 * key));
        }
        else
        {
            AddProjection(header, $"{block}attn_q", query);
            AddProjection(header, $"{block}attn_k", key);
            AddProjection(header, $"{block}attn_v", key);
        }
        if (QueryKeyNorms)
        {
            header.Tensor($"{block}attn_q_norm.weight", GgufTensorType.F32, HeadLength);
            header.Tensor($"{block}attn_k_norm.weight", GgufTensorType.F32, HeadLength);
        }
        header.Tensor($"{block}attn_output.weight", Weights, query, Embedding);
        AddBias(header, $"{block}attn_output", Embedding);
        if (PostNorms)
            header.Tensor($"{block}post_attention_norm.weight", GgufTensorType.F32, Embedding);
    }

    private void AddProjection(GgufHeaderBuilder header, string name, long rows)
    {
        header.Tensor($"{name}.weight", Weights, Embedding, rows);
        if (AttentionBias)
            header.Tensor($"{name}.bias", GgufTensorType.F32, rows);
    }

    private void AddFeedForward(GgufHeaderBuilder header, string block)
    {
        AddNorm(header, $"{block}ffn_norm");
        if (PostNorms)
            header.Tensor($"{block}post_ffw_norm.weight", GgufTensorType.F32, Embedding);
        if (Experts > 0)
        {
            header.Tensor($"{block}ffn_gate_inp.weight", GgufTensorType.F32, Embedding, Experts)
                .Tensor($"{block}ffn_gate_exps.weight", Weights, Embedding, FeedForward, Experts)
                .Tensor($"{block}ffn_down_exps.weight", Weights, FeedForward, Embedding, Experts)
                .Tensor($"{block}ffn_up_exps.weight", Weights, Embedding, FeedForward, Experts);
            return;
        }
        if (Gate == FeedForwardKind.ParallelGate)
            header.Tensor($"{block}ffn_gate.weight", Weights, Embedding, FeedForward);
        header.Tensor($"{block}ffn_up.weight", Weights, Embedding, Gate == FeedForwardKind.FusedGate ? 2 * FeedForward : FeedForward)
            .Tensor($"{block}ffn_down.weight", Weights, FeedForward, Embedding);
        AddBias(header, $"{block}ffn_up", FeedForward);
        AddBias(header, $"{block}ffn_down", Embedding);
    }

    private void AddNorm(GgufHeaderBuilder header, string name)
    {
        header.Tensor($"{name}.weight", GgufTensorType.F32, Embedding);
        AddBias(header, name, Embedding);
    }

    private void AddBias(GgufHeaderBuilder header, string name, long rows)
    {
        if (Biases)
            header.Tensor($"{name}.bias", GgufTensorType.F32, rows);
    }
}
