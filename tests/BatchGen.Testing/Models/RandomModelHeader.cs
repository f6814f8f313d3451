namespace BatchGen.Testing.Models;

/// <summary>The keys llama.cpp needs for a chatglm model, and those without which it would load and be wrong.</summary>
internal static class RandomModelHeader
{
    private const int FixedKeys = 19;

    public static void Write(GgufWriter gguf, RandomModelShape shape, int tensorCount)
    {
        gguf.WriteHeader(tensorCount, FixedKeys + (shape.ChatTemplate is null ? 0 : 1));
        WriteGeneral(gguf, shape);
        WriteArchitecture(gguf, shape);
        WriteTokenizer(gguf, shape);
    }

    private static void WriteGeneral(GgufWriter gguf, RandomModelShape shape)
    {
        gguf.WriteKey("general.architecture", "chatglm");
        gguf.WriteKey("general.name", "Random ChatGLM");
        gguf.WriteKey("general.file_type", FileType(shape.Weights));
        gguf.WriteKey("general.quantization_version", 2u);
    }

    private static void WriteArchitecture(GgufWriter gguf, RandomModelShape shape)
    {
        gguf.WriteKey("chatglm.context_length", (uint)shape.ContextTokens);
        gguf.WriteKey("chatglm.embedding_length", (uint)shape.EmbeddingLength);
        gguf.WriteKey("chatglm.feed_forward_length", (uint)shape.FeedForwardLength);
        gguf.WriteKey("chatglm.block_count", (uint)shape.Layers);
        gguf.WriteKey("chatglm.attention.head_count", (uint)shape.Heads);
        gguf.WriteKey("chatglm.attention.head_count_kv", (uint)shape.KvHeads);
        gguf.WriteKey("chatglm.attention.layer_norm_rms_epsilon", 1e-5f);
        gguf.WriteKey("chatglm.rope.dimension_count", (uint)(shape.HeadLength / 2));
    }

    private static void WriteTokenizer(GgufWriter gguf, RandomModelShape shape)
    {
        gguf.WriteKey("tokenizer.ggml.model", "gpt2");
        gguf.WriteKey("tokenizer.ggml.pre", "chatglm-bpe");
        gguf.WriteKey("tokenizer.ggml.tokens", RandomVocabulary.TokensOf(shape));
        gguf.WriteKey("tokenizer.ggml.token_type", RandomVocabulary.TypesOf(shape));
        gguf.WriteKey("tokenizer.ggml.merges", RandomVocabulary.Merges);
        gguf.WriteKey("tokenizer.ggml.eos_token_id", (uint)RandomVocabulary.IdOf("<|endoftext|>"));
        gguf.WriteKey("tokenizer.ggml.eot_token_id", (uint)RandomVocabulary.IdOf("<|user|>"));
        if (shape.ChatTemplate is not null)
            gguf.WriteKey("tokenizer.chat_template", shape.ChatTemplate);
    }

    /// <summary><c>enum llama_ftype</c>.</summary>
    private static uint FileType(TensorType type) => type switch
    {
        TensorType.Q4_0 => 2,
        TensorType.Q8_0 => 7,
        _ => 0,
    };
}
