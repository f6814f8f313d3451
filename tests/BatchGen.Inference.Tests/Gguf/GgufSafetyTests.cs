using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

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

    [Theory]
    [InlineData("tokenizer.ggml.pre", "nobody-knows", "gguf_unknown_tokenizer", "'tokenizer.ggml.pre' is \"nobody-knows\"")]
    [InlineData("tokenizer.ggml.model", "nobody", "gguf_unknown_tokenizer", "'tokenizer.ggml.model' is \"nobody\"")]
    [InlineData("tokenizer.chat_template", "{{ messages | nobody }}", "chat_template_unsupported", "the filter 'nobody' is not known")]
    [InlineData("tokenizer.chat_template", "{% for m in messages %}", "chat_template_unsupported", "'for' is not closed")]
    [InlineData("tokenizer.chat_template", "hello", "chat_template_unsupported", "leaves out what the user says")]
    public void Check_SaysWhatALoadWouldLearn(string key, string value, string code, string sentence)
    {
        var refusal = Assert.Throws<GgufException>(() => GgufSafety.Check(new ModelHeader("llama", 2, 512, 1376, 8, 2, 200).Header().Key(key, value).Read()));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer.chat_template", "{%- for m in messages %}{{ '[[' + m.role|upper + ']]' }}{{ m.content|trim }}{% endfor %}")]
    [InlineData("tokenizer.ggml.pre", "")]
    [InlineData("tokenizer.ggml.pre", "llama-bpe")]
    public void Check_Accepts_WhatCanBeUsed(string key, string value) =>
        GgufSafety.Check(new ModelHeader("llama", 2, 512, 1376, 8, 2, 200).Header().Key(key, value).Read());

    [Fact]
    public void Check_AcceptsCodeGeeX4_WithItsWholeVocabulary() => GgufSafety.Check(ModelHeader.CodeGeeX4.Header().Read());

    [Theory]
    [InlineData("chatglm.block_count", 0)]
    [InlineData("chatglm.block_count", 513)]
    [InlineData("chatglm.block_count", -1)]
    [InlineData("chatglm.nextn_predict_layers", 2)]
    [InlineData("chatglm.nextn_predict_layers", 3)]
    [InlineData("chatglm.nextn_predict_layers", -1)]
    [InlineData("chatglm.expert_group_count", 2)]
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
    [InlineData("chatglm.rope.dimension_count_swa", 0)]
    [InlineData("chatglm.rope.dimension_count_swa", 66)]
    [InlineData("chatglm.attention.key_length_swa", 0)]
    [InlineData("chatglm.expert_count", 8)]
    [InlineData("chatglm.expert_count", 2000)]
    [InlineData("chatglm.expert_used_count", 1)]
    public void Check_RefusesTheValue_ThatEndsLlamaCpp(string key, int value)
    {
        var error = Refused(Chatglm.Header().Key(key, value));

        Assert.Equal(GgufErrorCodes.UnsafeValue, error.Code);
        Assert.Equal(key, error.Key);
        Assert.Contains(FormattableString.Invariant($"'{key}' is {value}"), error.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("dream")]
    [InlineData("llada")]
    [InlineData("gemma-embedding")]
    [InlineData("eurobert")]
    public void Check_RefusesTheArchitecture_ThatLooksAhead(string architecture) =>
        Assert.Equal(GgufErrorCodes.UnknownArchitecture, Refused(new ModelHeader(architecture, 2, 512, 1376, 8, 2, 200).Header()).Code);

    [Theory]
    [InlineData("smallthinker")]
    [InlineData("glm4moe")]
    public void Check_RefusesTheArchitecture_ThatIsMadeOfExpertsAndHasNone(string architecture) =>
        Assert.Equal($"{architecture}.expert_count", Refused(new ModelHeader(architecture, 2, 512, 1376, 8, 2, 200).Header()).Key);

    [Fact]
    public void Check_RefusesSectionsOfARotation_ThatAreAllEmpty()
    {
        var model = new ModelHeader("qwen2vl", 2, 512, 1376, 8, 2, 200);

        GgufSafety.Check(model.Header().Key("qwen2vl.rope.dimension_sections", [16, 24, 24, 0]).Read());
        Assert.Equal(GgufErrorCodes.MissingKey, Refused(model.Header()).Code);
        Assert.Equal(GgufErrorCodes.UnsafeValue, Refused(model.Header().Key("qwen2vl.rope.dimension_sections", [0, 0, 0, 8])).Code);
    }

    [Fact]
    public void Check_RefusesAModelThatLooksAhead() =>
        Assert.Equal("chatglm.attention.causal", Refused(Chatglm.Header().Key("chatglm.attention.causal", false)).Key);

    [Theory]
    [InlineData(-1e-5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Check_RefusesAnEpsilon_ThatNoNormTakes(float epsilon) =>
        Assert.Equal("chatglm.attention.layer_norm_rms_epsilon", Refused(Chatglm.Header().Key("chatglm.attention.layer_norm_rms_epsilon", epsilon)).Key);

    [Fact]
    public void Check_RefusesLists_OfAnotherTypeThanIsRead()
    {
        Assert.Equal("chatglm.classifier.output_labels", Refused(Chatglm.Header().Key("chatglm.classifier.output_labels", [1, 2])).Key);
        Assert.Equal("chatglm.swiglu_clamp_exp", Refused(Chatglm.Header().Key("chatglm.swiglu_clamp_exp", [1, 2])).Key);
        Assert.Equal("chatglm.rope.dimension_sections", Refused(Chatglm.Header().Key("chatglm.rope.dimension_sections", [1f, 2f])).Key);
        Assert.Equal("chatglm.target_layers", Refused(Chatglm.Header().Key("chatglm.target_layers", ["1"])).Key);
    }

    [Fact]
    public void Check_RefusesHeadsOfALayer_ThatItsQueriesDoNotMake()
    {
        var llama = new ModelHeader("llama", 2, 512, 1376, 8, 2, 200);

        GgufSafety.Check(llama.Header().Key("llama.attention.head_count", [8, 8]).Read());
        Assert.Equal("llama.attention.head_count", Refused(llama.Header().Key("llama.attention.head_count", [8, 16])).Key);
    }

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

    [Theory]
    [InlineData("a.x", GgufTensorType.F32, null)]
    [InlineData("a.x", GgufTensorType.F16, "a.x")]
    [InlineData("blk.0.attn_norm.weight", GgufTensorType.F16, "blk.0.attn_norm.weight")]
    [InlineData("blk.1.ffn_norm.weight", GgufTensorType.Q8_0, "blk.1.ffn_norm.weight")]
    [InlineData("output_norm.weight", GgufTensorType.BF16, "output_norm.weight")]
    [InlineData("blk.1.attn_qkv.bias", GgufTensorType.F16, "blk.1.attn_qkv.bias")]
    public void Check_RefusesNormsAndBiases_ThatAreNotF32(string tensor, GgufTensorType type, string? key) =>
        Assert.Equal(key, (Record.Exception(() => GgufSafety.Check(Chatglm.Header().Tensor(tensor, type, 512).Read())) as GgufException)?.Key);

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
        var header = (Chatglm with { Vocabulary = tokens.Length }).Header()
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
        var header = Chatglm.Header()
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
        var header = Chatglm.Header().Key("tokenizer.ggml.model", "t5").Key("tokenizer.ggml.eos_token_id", 1u).Key(key, Enumerable.Repeat("1", 200).ToArray());

        Assert.Equal(key, Refused(header).Key);
    }

    [Theory]
    [InlineData("hy_v3")]
    [InlineData("baichuan")]
    [InlineData("minicpm")]
    [InlineData("exaone4")]
    public void Check_RefusesHeadsThatAreNotRotatedWhole_WhereTheGraphAssertsIt(string architecture)
    {
        var model = new ModelHeader(architecture, 2, 512, 1376, 8, 2, 200);

        GgufSafety.Check(model.Header().Read());
        Assert.Equal($"{architecture}.rope.dimension_count", Refused(model.Header().Key($"{architecture}.rope.dimension_count", 32)).Key);
        Assert.Equal($"{architecture}.attention.value_length", Refused(model.Header().Key($"{architecture}.attention.value_length", 32)).Key);
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

    private static GgufHeaderBuilder WithTokenizer(string model, string[] tokens) =>
        Chatglm.Header().Key("tokenizer.ggml.model", model).Key("tokenizer.ggml.tokens", tokens);

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
