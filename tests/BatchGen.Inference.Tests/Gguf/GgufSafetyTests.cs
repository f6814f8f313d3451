using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class GgufSafetyTests
{
    internal static readonly ModelHeader Chatglm = ModelHeader.SmallChatglm with { Layers = 2, Vocabulary = 200 };
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

    internal static GgufException Refused(GgufHeaderBuilder header)
    {
        var file = header.Read();
        return Assert.Throws<GgufException>(() => GgufSafety.Check(file));
    }
}
