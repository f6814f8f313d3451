using System.Collections.Frozen;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// Tokenizers and pre-tokenizers that llama.cpp knows by name, in the releases of both runtimes (llama_vocab::impl::load, llama-vocab.cpp);
/// what only the newer one knows the older refuses itself when it loads. To be compared again when a release changes.
/// </summary>
internal static class TokenizerNames
{
    private const string ModelKey = "tokenizer.ggml.model";
    private const string PreKey = "tokenizer.ggml.pre";

    private static readonly string[] BytePair = ["gpt2", "hybriddna", "whitespace"];

    private static readonly FrozenSet<string> Models = Set("llama bert gpt2 hybriddna whitespace t5 rwkv plamo2 gemma4");

    private static readonly FrozenSet<string> PreTokenizers = Set(
        """
        a.x-4.0 afmoe bailingmoe bailingmoe2 bloom chameleon chatglm-bpe codeshell cohere2moe command-r dbrx deepseek-coder deepseek-llm
        deepseek-r1-qwen deepseek-v3 default exaone exaone-moe exaone4 f2llmv2 falcon falcon-h1 falcon3 gemma4 gigachat glm4 gpt-2 gpt-4o
        gpt3-finnish granite-docling granite-embed-multi-311m granite-embed-multi-97m grok-2 hunyuan hunyuan-dense hy_v4 jais jais-2 jina-de
        jina-es jina-v1-en jina-v2-code jina-v2-de jina-v2-es jina-v5-nano joyai-llm kanana2 kimi-k2 kormo laguna lfm2 llada-moe
        llama-bpe llama-v3 llama3 llama4 megrez mellum mellum2 midm-2.0 minerva-7b minicpm5 minimax-m2 modern-bert mpt olmo phi-2 pixtral
        poro-chat qwen2 qwen35 refact roberta-bpe sarvam-moe seed-coder smaug-bpe smollm solar-open spark2_5 stablelm2 starcoder superbpe talkie
        tekken tiny_aya trillion ufakzeka viking whitespace youtu
        """);

    public static void Check(GgufMetadata metadata, string model)
    {
        if (!Models.Contains(model))
            throw Unknown(ModelKey, model);
        if (BytePair.Contains(model) && metadata.FindString(PreKey) is { Length: > 0 } pre && !PreTokenizers.Contains(pre))
            throw Unknown(PreKey, pre);
    }

    private static GgufException Unknown(string key, string name) => new(
        GgufErrorCodes.UnknownTokenizer,
        $"'{key}' is \"{name}\", which this llama.cpp release does not know, so it cannot cut texts into tokens as the model was trained. Convert the model again with a converter of this release, or get it from another source.",
        key: key);

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
