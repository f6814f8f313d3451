using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class GgufSafetyTests
{
    private static readonly ModelHeader Chatglm = ModelHeader.SmallChatglm with { Layers = 2, Vocabulary = 200 };
    private static readonly ModelHeader Moe = new("llama", 2, 512, 1024, 8, 2, 200) { Experts = 8, ExpertsUsed = 2 };

    private static readonly ModelHeader[] Legitimate =
    [
        Chatglm, Moe,
        new("llama", 2, 512, 1376, 8, 2, 200),
        new("qwen2", 2, 512, 1376, 8, 2, 200) { AttentionBias = true },
        new("qwen3", 2, 512, 1376, 8, 2, 200) { HeadLength = 128, QueryKeyNorms = true, TiedOutput = true },
        new("qwen3moe", 2, 512, 256, 8, 2, 200) { HeadLength = 128, QueryKeyNorms = true, Experts = 128, ExpertsUsed = 8 },
        new("gemma", 2, 512, 1376, 8, 1, 200) { HeadLength = 256, TiedOutput = true },
        new("gemma2", 2, 512, 1376, 8, 4, 200) { HeadLength = 256, TiedOutput = true, PostNorms = true, SlidingWindow = 4096 },
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Check_Accepts_LegitimateModels(int index) => GgufSafety.Check(Legitimate[index].Header().Read());

    [Fact]
    public void Check_AcceptsCodeGeeX4_WithItsWholeVocabulary() => GgufSafety.Check(ModelHeader.CodeGeeX4.Header().Read());

    [Theory]
    [InlineData("chatglm.block_count", 0)]
    [InlineData("chatglm.block_count", 513)]
    [InlineData("chatglm.block_count", -1)]
    [InlineData("chatglm.nextn_predict_layers", 3)]
    [InlineData("chatglm.context_length", 0)]
    [InlineData("chatglm.context_length", int.MaxValue)]
    [InlineData("chatglm.embedding_length", 0)]
    [InlineData("chatglm.feed_forward_length", -1)]
    [InlineData("chatglm.attention.head_count", 0)]
    [InlineData("chatglm.attention.head_count_kv", 3)]
    [InlineData("chatglm.attention.head_count_kv", 16)]
    [InlineData("chatglm.attention.key_length", 0)]
    [InlineData("chatglm.attention.value_length", 32)]
    [InlineData("chatglm.rope.dimension_count", 0)]
    [InlineData("chatglm.rope.dimension_count", 1)]
    [InlineData("chatglm.rope.dimension_count", 3)]
    [InlineData("chatglm.rope.dimension_count", 66)]
    [InlineData("chatglm.expert_count", 8)]
    [InlineData("chatglm.expert_count", 2000)]
    [InlineData("chatglm.expert_used_count", 1)]
    public void Check_RefusesTheValue_ThatEndsLlamaCpp(string key, int value)
    {
        var error = Refused(Chatglm.Header().Key(key, value));

        Assert.Equal(GgufErrorCodes.UnsafeValue, error.Code);
        Assert.Equal(key, error.Key);
        Assert.Contains($"'{key}' is {value}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llama.expert_used_count", 0, "llama.expert_count")]
    [InlineData("llama.expert_used_count", 9, "llama.expert_used_count")]
    [InlineData("llama.expert_group_count", 3, "llama.expert_group_count")]
    [InlineData("llama.expert_group_count", 8, "llama.expert_group_count")]
    [InlineData("llama.expert_group_count", 4, "llama.expert_group_used_count")]
    [InlineData("llama.rope.dimension_count", 32, "llama.rope.dimension_count")]
    public void Check_RefusesContradictions_OfExpertsAndRotation(string key, int value, string atFault) =>
        Assert.Equal(atFault, Refused(Moe.Header().Key(key, value)).Key);

    [Fact]
    public void Check_RefusesExperts_WhenTheFileHasNone()
    {
        var error = Refused(Chatglm.Header().Key("chatglm.expert_count", 8u).Key("chatglm.expert_used_count", 2u));

        Assert.Equal("chatglm.expert_count", error.Key);
    }

    [Theory]
    [InlineData("general.architecture")]
    [InlineData("chatglm.context_length")]
    [InlineData("chatglm.embedding_length")]
    [InlineData("chatglm.block_count")]
    [InlineData("chatglm.feed_forward_length")]
    [InlineData("chatglm.attention.head_count")]
    [InlineData("chatglm.attention.head_count_kv")]
    [InlineData("chatglm.attention.layer_norm_rms_epsilon")]
    [InlineData("tokenizer.ggml.model")]
    [InlineData("tokenizer.ggml.tokens")]
    [InlineData("tokenizer.ggml.merges")]
    public void Check_NamesTheKey_WhenOneIsMissing(string key)
    {
        var error = Refused(Chatglm.Header().Without(key));

        Assert.Equal(GgufErrorCodes.MissingKey, error.Code);
        Assert.Equal(key, error.Key);
    }

    [Theory]
    [InlineData("chatglm.block_count")]
    [InlineData("tokenizer.ggml.tokens")]
    [InlineData("tokenizer.ggml.merges")]
    public void Check_SaysWrongType_WhenAKeyHoldsAText(string key)
    {
        var error = Refused(Chatglm.Header().Key(key, "12"));

        Assert.Equal(GgufErrorCodes.WrongValueType, error.Code);
        Assert.Equal(key, error.Key);
    }

    [Theory]
    [InlineData("resnet", GgufErrorCodes.UnknownArchitecture)]
    [InlineData("clip", GgufErrorCodes.UnknownArchitecture)]
    public void Check_RefusesTheArchitecture_ThatCannotGenerate(string architecture, string code) =>
        Assert.Equal(code, Refused(Chatglm.Header().Key("general.architecture", architecture)).Code);

    [Fact]
    public void Check_RefusesOnePartOfSeveral() =>
        Assert.Equal(GgufErrorCodes.SplitFile, Refused(Chatglm.Header().Key("split.count", 3u)).Code);

    [Fact]
    public void Check_RefusesAnUnknownRopeScaling() =>
        Assert.Equal("chatglm.rope.scaling.type", Refused(Chatglm.Header().Key("chatglm.rope.scaling.type", "dynamic")).Key);

    [Fact]
    public void Check_RefusesAListOfHeads_WhenItIsNotOneALayer() =>
        Assert.Equal("chatglm.attention.head_count", Refused(Chatglm.Header().Key("chatglm.attention.head_count", [8, 8, 8])).Key);

    [Fact]
    public void Check_RefusesDuplicateTokens_WithTheirText()
    {
        var error = Refused(WithTokens(tokens => tokens[150] = "t90"));

        Assert.Equal(GgufErrorCodes.DuplicateToken, error.Code);
        Assert.Contains("'t90' twice, the second time as 150", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AcceptsSeveralEmptyTokens_BecauseLlamaCppNamesThemByIndex() =>
        GgufSafety.Check(WithTokens(tokens => tokens[90] = tokens[91] = "").Read());

    [Fact]
    public void Check_RefusesATokenNamedLikeAnEmptyOne() =>
        Assert.Equal(GgufErrorCodes.DuplicateToken, Refused(WithTokens(tokens => (tokens[90], tokens[10]) = ("", "[EMPTY_90]"))).Code);

    [Theory]
    [InlineData("chatglm-bpe", null, true)]
    [InlineData("chatglm-bpe", 7, false)]
    [InlineData("chatglm-bpe", 4_000_000, true)]
    [InlineData("qwen2", null, false)]
    public void Check_RefusesAddBos_OnlyWhenThereIsNoTokenToAdd(string pre, int? id, bool refused)
    {
        var header = Chatglm.Header().Key("tokenizer.ggml.pre", pre).Key("tokenizer.ggml.add_bos_token", true);
        if (id is { } token)
            header.Key("tokenizer.ggml.bos_token_id", (uint)token);

        var error = Record.Exception(() => GgufSafety.Check(header.Read()));

        Assert.Equal(refused ? "tokenizer.ggml.bos_token_id" : null, (error as GgufException)?.Key);
        Assert.Equal(refused, error is not null);
    }

    [Fact]
    public void Check_RefusesTheEmbedding_WhenItIsNotTheVocabularysSize()
    {
        var error = Refused(Chatglm.Header().Tensor("token_embd.weight", GgufTensorType.F16, 512, 201));

        Assert.Equal(GgufErrorCodes.ShapeMismatch, error.Code);
        Assert.Contains("201 rows", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RefusesTheEmbedding_WhenItIsNotTheModelsWidth() =>
        Assert.Equal(GgufErrorCodes.ShapeMismatch, Refused(Chatglm.Header().Tensor("token_embd.weight", GgufTensorType.F16, 256, 200)).Code);

    [Theory]
    [InlineData("token_embd.weight")]
    [InlineData("blk.1.")]
    public void Check_NamesTheTensor_WhenOneIsMissing(string prefix)
    {
        var error = Refused(Chatglm.Header().WithoutTensors(name => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Equal(GgufErrorCodes.MissingTensor, error.Code);
        Assert.StartsWith(prefix, error.Key, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckForLoad_RefusesAHeaderOnlyFile_ThatAPlanAccepts()
    {
        using var folder = new ScratchFolder();
        var path = folder.File("sparse.gguf");
        Chatglm.Header().WriteSparse(path);
        var file = GgufFile.Read(path);

        GgufSafety.Check(file);

        Assert.Equal(GgufErrorCodes.DataMissing, Assert.Throws<GgufException>(() => GgufSafety.CheckForLoad(file)).Code);
    }

    private static GgufHeaderBuilder WithTokens(Action<string[]> change)
    {
        var tokens = Enumerable.Range(0, 200).Select(i => $"t{i}").ToArray();
        change(tokens);
        return Chatglm.Header().Key("tokenizer.ggml.tokens", tokens);
    }

    private static GgufException Refused(GgufHeaderBuilder header)
    {
        var file = header.Read();
        return Assert.Throws<GgufException>(() => GgufSafety.Check(file));
    }
}
