using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

public sealed class ModelShapeTests
{
    [Theory]
    [InlineData(GgufTensorType.F16, 18_800_934_912)]
    [InlineData(GgufTensorType.Q8_0, 9_988_964_352)]
    public void From_ReadsCodeGeeX4(GgufTensorType weights, long bytes)
    {
        var shape = TestShapes.Of(ModelHeader.CodeGeeX4 with { Weights = weights });

        Assert.Equal(bytes, shape.WeightBytes);
        Assert.Equal(9_399_951_360, shape.ParameterCount);
        Assert.Equal(18_800_934_912, shape.WeightBytesIn16Bit);
        Assert.Equal(weights.ToString(), shape.Quantization);
        Assert.Equal(40, shape.LayerCount);
        Assert.Equal(128, shape.KeyLength);
        Assert.Equal(151_552, shape.VocabularySize);
        Assert.Equal(FeedForwardKind.FusedGate, shape.FeedForward);
        Assert.True(shape.FusedAttention);
        Assert.Equal(PlanAccuracy.Exact, shape.Accuracy);
    }

    [Theory]
    [InlineData(GgufTensorType.F16)]
    [InlineData(GgufTensorType.Q8_0)]
    public void ReferenceShape_IsTheOneItsFileWouldGive(GgufTensorType weights)
    {
        var fromFile = TestShapes.Of(ModelHeader.CodeGeeX4 with { Weights = weights });
        var reference = ReferenceShapes.CodeGeeX4(weights);

        Assert.Equal(fromFile.Layers.AsEnumerable(), reference.Layers);
        Assert.Equal(fromFile with { Layers = [] }, reference with { Layers = [], Name = fromFile.Name, MergeCount = fromFile.MergeCount });
    }

    [Fact]
    public void From_ReadsExpertsAndTiedOutputs()
    {
        var mixtral = TestShapes.Of(ModelHeader.Mixtral);
        var qwen = TestShapes.Of(ModelHeader.Qwen3_4B);

        Assert.Equal(FeedForwardKind.Experts, mixtral.FeedForward);
        Assert.Equal(8, mixtral.ExpertCount);
        Assert.Equal(2, mixtral.ExpertsUsed);
        Assert.True(qwen.TiedOutput);
        Assert.Equal(FeedForwardKind.ParallelGate, qwen.FeedForward);
        Assert.True(TestShapes.Of(ModelHeader.Gemma2_2B).SlidingWindow);
    }

    [Theory]
    [InlineData(15u, "Q4_K_M")]
    [InlineData(7u, "Q8_0")]
    [InlineData(999u, "Q8_0")]
    public void Quantization_IsTheFilesOwnWord_ElseWhatMostBytesAre(uint fileType, string name) =>
        Assert.Equal(name, ModelShape.From(ModelHeader.SmallChatglm.WithoutVocabulary().Key("general.file_type", fileType).Read()).Quantization);

    [Fact]
    public void From_SaysEstimate_ForAnArchitectureThatWasNotCompared() =>
        Assert.Equal(PlanAccuracy.Estimate, TestShapes.Of(ModelHeader.Llama8B with { Architecture = "olmo2" }).Accuracy);

    [Fact]
    public void From_ReadsHeadsByLayer_WhenTheFileListsThem()
    {
        var header = (ModelHeader.SmallChatglm with { Layers = 2 }).WithoutVocabulary().Key("chatglm.attention.head_count_kv", [2, 1]);

        Assert.Equal([2, 1], ModelShape.From(header.Read()).Layers.Select(layer => layer.KvHeadCount));
    }

    [Theory]
    [InlineData("chatglm.block_count", 600)]
    [InlineData("chatglm.feed_forward_length", int.MaxValue)]
    [InlineData("chatglm.attention.key_length", -1)]
    public void From_NamesTheKey_WhenASizeIsImpossible(string key, int value)
    {
        var file = ModelHeader.SmallChatglm.WithoutVocabulary().Key(key, value).Read();

        Assert.Equal(key, Assert.Throws<GgufException>(() => ModelShape.From(file)).Key);
    }
}
