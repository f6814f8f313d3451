using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Gguf;

/// <summary>The rules for a file's tokenizer.</summary>
public sealed class TokenizerSafetyTests
{
    [Fact]
    public void Check_RefusesDuplicateTokens_WithTheirText()
    {
        var error = GgufSafetyTests.Refused(WithTokens(tokens => tokens[150] = "t90"));

        Assert.Equal(GgufErrorCodes.DuplicateToken, error.Code);
        Assert.Contains("'t90' twice, the second time as 150", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AcceptsSeveralEmptyTokens_BecauseLlamaCppNamesThemByIndex() =>
        GgufSafety.Check(WithTokens(tokens => tokens[90] = tokens[91] = "").Read());

    [Fact]
    public void Check_RefusesATokenNamedLikeAnEmptyOne() =>
        Assert.Equal(GgufErrorCodes.DuplicateToken, GgufSafetyTests.Refused(WithTokens(tokens => (tokens[90], tokens[10]) = ("", "[EMPTY_90]"))).Code);

    [Theory]
    [InlineData("chatglm-bpe", null, true)]
    [InlineData("chatglm-bpe", 7, false)]
    [InlineData("chatglm-bpe", 4_000_000, true)]
    [InlineData("qwen2", null, false)]
    public void Check_RefusesAddBos_OnlyWhenThereIsNoTokenToAdd(string pre, int? id, bool refused)
    {
        var header = GgufSafetyTests.Chatglm.Header().Key("tokenizer.ggml.pre", pre).Key("tokenizer.ggml.add_bos_token", true);
        if (id is { } token)
            header.Key("tokenizer.ggml.bos_token_id", (uint)token);

        var error = Record.Exception(() => GgufSafety.Check(header.Read()));

        Assert.Equal(refused ? "tokenizer.ggml.bos_token_id" : null, (error as GgufException)?.Key);
        Assert.Equal(refused, error is not null);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "0x0A")]
    [InlineData(2, null)]
    public void Check_RefusesSentencePieces_WithoutATokenForEachByte(int newline, string? missing)
    {
        // "<0x0A>", something else, or the character itself.
        string[] tokens = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"), "\n"];
        tokens[3 + 10] = newline == 0 ? "<0x0A>" : "other";
        tokens[^1] = newline == 2 ? "\n" : "last";
        var header = (GgufSafetyTests.Chatglm with { Vocabulary = tokens.Length }).Header()
            .Key("tokenizer.ggml.model", "llama")
            .Key("tokenizer.ggml.tokens", tokens);

        var error = Record.Exception(() => GgufSafety.Check(header.Read()));

        Assert.Equal(missing is null, error is null);
        Assert.Contains(missing ?? "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t", true)]
    [InlineData("\\x74", true)]
    [InlineData("\\t", false)]
    [InlineData("tt", false)]
    public void Check_RefusesAnRwkvVocabulary_ThatHasABeginningAndNotItsFirstByte(string first, bool accepted)
    {
        string[] tokens =
        [
            first, .. Enumerable.Range(1, 99).Select(token => $"t{token}"), .. Enumerable.Range(0, 100).Select(token => ((char)('\u4e00' + token)).ToString()),
        ];
        tokens[150] = "\\xe4";
        var error = Record.Exception(() => GgufSafety.Check(WithTokenizer("rwkv", tokens).Read()));

        Assert.Equal(accepted, error is null);
    }

    [Theory]
    [InlineData("bert", 6, "tokenizer.ggml.token_type")]
    [InlineData("bert", 1, null)]
    [InlineData("gpt2", 6, null)]
    public void Check_RefusesByteTokens_WhereTheTokenizerHasNone(string model, int type, string? key)
    {
        var header = GgufSafetyTests.Chatglm.Header()
            .Key("tokenizer.ggml.model", model)
            .Key("tokenizer.ggml.bos_token_id", 1u)
            .Key("tokenizer.ggml.token_type", Enumerable.Repeat(type, 200).ToArray());

        Assert.Equal(key, (Record.Exception(() => GgufSafety.Check(header.Read())) as GgufException)?.Key);
    }

    [Theory]
    [InlineData("tokenizer.ggml.scores")]
    [InlineData("tokenizer.ggml.token_type")]
    [InlineData("tokenizer.ggml.suppress_tokens")]
    [InlineData("tokenizer.ggml.precompiled_charsmap")]
    public void Check_RefusesColumns_OfAnotherType(string key)
    {
        var header = GgufSafetyTests.Chatglm.Header().Key("tokenizer.ggml.model", "t5").Key("tokenizer.ggml.eos_token_id", 1u).Key(key, Enumerable.Repeat("1", 200).ToArray());

        Assert.Equal(key, GgufSafetyTests.Refused(header).Key);
    }

    private static GgufHeaderBuilder WithTokenizer(string model, string[] tokens) =>
        GgufSafetyTests.Chatglm.Header().Key("tokenizer.ggml.model", model).Key("tokenizer.ggml.tokens", tokens);

    private static GgufHeaderBuilder WithTokens(Action<string[]> change)
    {
        var tokens = Enumerable.Range(0, 200).Select(i => $"t{i}").ToArray();
        change(tokens);
        return GgufSafetyTests.Chatglm.Header().Key("tokenizer.ggml.tokens", tokens);
    }
}
