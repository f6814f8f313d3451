using System.Collections.Frozen;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// What llama.cpp v0.5.0 knows by architecture. Sources: LLM_ARCH_NAMES, llm_arch_is_recurrent and
/// llm_arch_is_hybrid in src/llama-arch.cpp; the GGML_ASSERTs of the graphs in src/models/*.cpp, which end the
/// process when the context is created. To be compared again when the release changes.
/// </summary>
internal static class GgufArchitectures
{
    private static readonly FrozenSet<string> Known = Set(
        """
        afmoe apertus arcee arctic arwkv7 baichuan bailingmoe bailingmoe2 bailingmoe3 bert bitnet bloom chameleon chatglm
        codeshell cogvlm cohere2 cohere2moe command-r dbrx deci deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 dflash
        dots1 dots3note dream eagle3 ernie4_5 ernie4_5-moe eurobert exaone exaone-moe exaone4 falcon falcon-h1 gemma
        gemma-embedding gemma2 gemma3 gemma3n gemma4 gemma4-assistant glm-dsa glm4 glm4moe gpt-oss gpt2 gptj gptneox granite
        granite_swa granitehybrid granitemoe graniteswitch grok grovemoe hrm_text hunyuan-dense hunyuan-moe hunyuan_vl hy_v3
        hy_v4 internlm2 jais jais2 jamba jina-bert-v2 jina-bert-v3 kimi-k3 kimi-linear laguna lfm2 lfm2moe llada llada-moe
        llama llama-embed llama4 maincoder mamba mamba2 maple mellum mimo2 minicpm minicpm3 minimax-01 minimax-m2 minimax-m3
        mistral3 mistral4 modern-bert mpt muse-glimmer nanbeige nemotron nemotron_h nemotron_h_moe neo-bert nomic-bert
        nomic-bert-moe olmo olmo2 olmoe openelm orion paddleocr pangu-embedded phi2 phi3 phimoe plamo plamo2 plamo3 plm
        pockettts qwen qwen2 qwen2moe qwen2vl qwen3 qwen35 qwen35moe qwen3moe qwen3next qwen3tts qwen3vl qwen3vlmoe qwen4exp
        refact rnd1 rwkv6 rwkv6qwen2 rwkv7 seed_oss smallthinker smollm3 spark2_5 stablelm starcoder starcoder2 step35 t5
        t5encoder talkie wavtokenizer-dec xverse
        """);

    private static readonly FrozenSet<string> WithState = Set(
        """
        mamba mamba2 rwkv6 rwkv6qwen2 rwkv7 arwkv7
        jamba falcon-h1 plamo2 granitehybrid lfm2 lfm2moe nemotron_h nemotron_h_moe qwen3next kimi-linear bailingmoe3
        kimi-k3 qwen35 qwen35moe qwen4exp deepseek4 minimax-01
        """);

    private static readonly FrozenSet<string> WholeHeadRotated = Set(
        """
        apertus arcee arctic chameleon codeshell cohere2moe dbrx deepseek dots1 dream exaone exaone4 falcon granite grok
        grovemoe hunyuan-moe internlm2 llada llada-moe llama llama4 maincoder mellum mistral3 olmo olmo2 olmoe orion plamo
        qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3vl qwen3vlmoe seed_oss smallthinker smollm3 starcoder2 xverse
        """);

    private static readonly FrozenSet<string> EqualHeads = Set(
        """
        afmoe bailingmoe2 bitnet bloom chatglm cohere2 command-r glm4 glm4moe gpt2 gptneox jais minimax-m2 mpt nemotron
        openelm phi2 phi3 qwen refact stablelm starcoder
        """);

    public static bool IsKnown(string architecture) => Known.Contains(architecture);

    /// <summary>Recurrent and hybrid models: some or all layers keep a state of fixed size instead of KV cells.</summary>
    public static bool HasState(string architecture) => WithState.Contains(architecture);

    /// <summary>The graph asserts that the rotary dimensions are the whole head.</summary>
    public static bool RotatesWholeHead(string architecture) => WholeHeadRotated.Contains(architecture);

    /// <summary>The graph asserts that a key's length is a value's.</summary>
    public static bool NeedsEqualHeads(string architecture) =>
        EqualHeads.Contains(architecture) || (WholeHeadRotated.Contains(architecture) && architecture is not "exaone4");

    private static FrozenSet<string> Set(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
}
