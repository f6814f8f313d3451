namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// The tokenizer, after llama_vocab::impl::load (llama-vocab.cpp): duplicate texts are an assertion at load, a
/// beginning or end token that is to be added and does not exist is one at the first tokenize.
/// </summary>
internal static class VocabularyChecks
{
    public const string TokensKey = "tokenizer.ggml.tokens";

    private const string ModelKey = "tokenizer.ggml.model";
    private const string MergesKey = "tokenizer.ggml.merges";

    /// <summary>Sixteen times the largest vocabulary known.</summary>
    private const int TokensMax = 1 << 22;

    private static readonly string[] BytePairModels = ["gpt2", "hybriddna", "whitespace", "gemma4"];

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        var model = metadata.GetString(ModelKey);
        if (model is "no_vocab" or "none")
            return;
        TokenizerNames.Check(metadata, model);
        var tokens = metadata.FindTexts(TokensKey) ?? throw GgufMetadata.Missing(TokensKey);
        if (tokens.Count is 0 or > TokensMax)
            throw Refusal.Value(TokensKey, $"has {tokens.Count} tokens; 1 to {TokensMax} are possible.");
        if (BytePairModels.Contains(model) && metadata.FindTexts(MergesKey) is null && metadata.FindString("tokenizer.ggml.pre") != "kimi-k2")
            throw GgufMetadata.Missing(MergesKey);
        CheckColumn(metadata, "tokenizer.ggml.scores", tokens.Count, GgufValueType.F32, GgufValueType.I32);
        CheckColumn(metadata, "tokenizer.ggml.token_type", tokens.Count, GgufValueType.I32, GgufValueType.U32);
        CheckColumn(metadata, "tokenizer.ggml.suppress_tokens", 0, GgufValueType.I32, GgufValueType.U32);
        DuplicateTokens.Check(tokens);
        TokenizerChecks.Check(metadata, model, tokens);
        CheckAddedTokens(metadata, model, tokens.Count);
    }

    /// <summary>b10221 reads them as numbers of four bytes, whatever the file says they are.</summary>
    private static void CheckColumn(GgufMetadata metadata, string key, long tokens, params ReadOnlySpan<GgufValueType> types)
    {
        if (!metadata.TryGet(key, out var column))
            return;
        if (!column.IsArray || column.Count < tokens)
            throw Refusal.Value(key, $"has {column.Count} entries for {tokens} tokens.");
        if (!types.Contains(column.ElementType))
            throw Refusal.Value(key, $"is a list of {column.ElementType}, which llama.cpp would read as {types[0]}.");
    }

    private static void CheckAddedTokens(GgufMetadata metadata, string model, long tokens)
    {
        var defaults = SpecialTokenDefaults.Of(model, metadata.FindString("tokenizer.ggml.pre") ?? "");
        CheckAdded(metadata, "tokenizer.ggml.add_bos_token", defaults.AddsBeginning, "tokenizer.ggml.bos_token_id", defaults.Beginning, tokens);
        CheckAdded(metadata, "tokenizer.ggml.add_eos_token", defaults.AddsEnd, "tokenizer.ggml.eos_token_id", defaults.End, tokens);
    }

    private static void CheckAdded(GgufMetadata metadata, string addKey, bool addByDefault, string idKey, int? idByDefault, long tokens)
    {
        if (!(metadata.FindBoolean(addKey) ?? addByDefault))
            return;
        // An id outside the vocabulary is ignored in favour of the default, and a default outside it counts as none.
        var id = metadata.FindInteger(idKey);
        if (id >= 0 && id < tokens)
            return;
        if (idByDefault is null || idByDefault >= tokens)
            throw Refusal.Value(idKey, $"must name one of the {tokens} tokens, because '{addKey}' asks to add it; llama.cpp aborts without.");
    }
}
