namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// What llama.cpp assumes of the beginning and end token when the file does not say, by tokenizer model and
/// pre-tokenizer (llama_vocab::impl::load, llama-vocab.cpp).
/// </summary>
/// <param name="Beginning">Null: there is none.</param>
/// <param name="End">Null: there is none.</param>
internal sealed record SpecialTokenDefaults(bool AddsBeginning, bool AddsEnd, int? Beginning, int? End)
{
    private static readonly string[] BeginningAdders =
    [
        "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2", "jina-v5-nano", "tekken", "chameleon",
    ];

    public static SpecialTokenDefaults Of(string model, string pre) => model switch
    {
        "llama" => new(true, false, 1, 2),
        "bert" => new(true, false, 101, null),
        "t5" => new(false, true, null, 1),
        "plamo2" => new(false, false, 1, 2),
        "gemma4" => new(true, false, null, null),
        "gpt2" or "hybriddna" or "whitespace" when pre is "chatglm-bpe" or "glm4" => new(false, false, null, 11),
        "gpt2" or "hybriddna" or "whitespace" => new(BeginningAdders.Contains(pre), false, 11, 11),
        _ => new(false, false, null, null),
    };
}
