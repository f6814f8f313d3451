using System.Collections.Frozen;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// What llama.cpp knows by architecture, in the releases of both runtimes: v0.5.0, which knows all that b10221 does and fourteen more; those
/// b10221 refuses itself when it loads. Sources: LLM_ARCH_NAMES, llm_arch_is_recurrent and llm_arch_is_hybrid in src/llama-arch.cpp; the
/// GGML_ASSERTs of the graphs in src/models/*.cpp, which end the process when the context is created and are the same in both, read from
/// v0.5.0's sources and from the calls of ggml_abort in b10221's library. To be compared again when a release changes.
/// </summary>
internal static class GgufArchitectures
{
    /// <summary>
    /// Without what cannot write token by token: embeddings and diffusion, whose attention looks ahead (causal_attn = false in src/models), so
    /// that a step wants an output of every row and aborts; and clip, which is a stub.
    /// </summary>
    private static readonly FrozenSet<string> Known = Set(
        """
        afmoe apertus arcee arctic arwkv7 baichuan bailingmoe bailingmoe2 bailingmoe3 bitnet bloom chameleon chatglm codeshell
        cogvlm cohere2 cohere2moe command-r dbrx deci deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 dflash dots1
        dots3note eagle3 ernie4_5 ernie4_5-moe exaone exaone-moe exaone4 falcon falcon-h1 gemma gemma2 gemma3 gemma3n gemma4
        gemma4-assistant glm-dsa glm4 glm4moe gpt-oss gpt2 gptj gptneox granite granite_swa granitehybrid granitemoe
        graniteswitch grok grovemoe hrm_text hunyuan-dense hunyuan-moe hunyuan_vl hy_v3 hy_v4 internlm2 jais jais2 jamba
        kimi-k3 kimi-linear laguna lfm2 lfm2moe llama llama4 maincoder mamba mamba2 maple mellum mimo2 minicpm minicpm3
        minimax-01 minimax-m2 minimax-m3 mistral3 mistral4 mpt muse-glimmer nanbeige nemotron nemotron_h nemotron_h_moe olmo
        olmo2 olmoe openelm orion paddleocr pangu-embedded phi2 phi3 phimoe plamo plamo2 plamo3 plm pockettts qwen qwen2
        qwen2moe qwen2vl qwen3 qwen35 qwen35moe qwen3moe qwen3next qwen3tts qwen3vl qwen3vlmoe qwen4exp refact rwkv6
        rwkv6qwen2 rwkv7 seed_oss smallthinker smollm3 spark2_5 stablelm starcoder starcoder2 step35 t5 talkie xverse
        """);

    private static readonly FrozenSet<string> WithState = Set(
        """
        mamba mamba2 rwkv6 rwkv6qwen2 rwkv7 arwkv7
        jamba falcon-h1 plamo2 granitehybrid lfm2 lfm2moe nemotron_h nemotron_h_moe qwen3next kimi-linear bailingmoe3
        kimi-k3 qwen35 qwen35moe qwen4exp deepseek4 minimax-01
        """);

    private static readonly FrozenSet<string> WholeHeadRotated = Set(
        """
        apertus arcee arctic baichuan chameleon codeshell cogvlm cohere2moe dbrx deci deepseek dots1 ernie4_5 ernie4_5-moe
        exaone exaone-moe exaone4 falcon granite granite_swa granitemoe graniteswitch grok grovemoe hunyuan-dense hunyuan-moe
        hunyuan_vl hy_v3 internlm2 jais2 llama llama4 maincoder mellum minicpm mistral3 olmo olmo2 olmoe orion paddleocr
        pangu-embedded plamo pockettts qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3vl qwen3vlmoe seed_oss smallthinker smollm3
        starcoder2 talkie xverse
        """);

    private static readonly FrozenSet<string> EqualHeads = Set(
        """
        afmoe bailingmoe2 bitnet bloom chatglm cohere2 command-r gemma4 glm4 glm4moe gpt2 gptneox granitehybrid jais laguna
        maple minimax-01 minimax-m2 minimax-m3 mpt muse-glimmer nanbeige nemotron nemotron_h nemotron_h_moe openelm phi2 phi3
        phimoe qwen qwen35 qwen35moe qwen3next qwen4exp refact spark2_5 stablelm starcoder
        """);

    private static readonly FrozenSet<string> MadeOfExperts = Set("bailingmoe2 glm4moe grovemoe lfm2moe smallthinker");

    private static readonly FrozenSet<string> RotatedInSections = Set("paddleocr qwen2vl qwen35 qwen35moe qwen3tts qwen3vl qwen3vlmoe qwen4exp");

    public static bool IsKnown(string architecture) => Known.Contains(architecture);

    /// <summary>Recurrent and hybrid models: some or all layers keep a state of fixed size instead of KV cells.</summary>
    public static bool HasState(string architecture) => WithState.Contains(architecture);

    /// <summary>The reading of its tensors asserts that it has experts.</summary>
    public static bool HasExperts(string architecture) => MadeOfExperts.Contains(architecture);

    /// <summary>Several positions a token (M-RoPE): the rotation asserts that one of them has dimensions.</summary>
    public static bool RotatesInSections(string architecture) => RotatedInSections.Contains(architecture);

    /// <summary>The graph asserts that the rotary dimensions are the whole head.</summary>
    public static bool RotatesWholeHead(string architecture) => WholeHeadRotated.Contains(architecture);

    /// <summary>The graph asserts that a key's length is a value's.</summary>
    public static bool NeedsEqualHeads(string architecture) =>
        EqualHeads.Contains(architecture) || WholeHeadRotated.Contains(architecture);

    private static FrozenSet<string> Set(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
}
