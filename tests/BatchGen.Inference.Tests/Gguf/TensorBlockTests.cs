using BatchGen.Inference.Gguf;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class TensorBlockTests
{
    [Theory]
    [InlineData(GgufTensorType.F16, 4096, 8192)]
    [InlineData(GgufTensorType.Q8_0, 4096, 4352)]
    [InlineData(GgufTensorType.Q4_0, 4096, 2304)]
    [InlineData(GgufTensorType.Q4_K, 4096, 2304)]
    [InlineData(GgufTensorType.Q6_K, 4096, 3360)]
    [InlineData(GgufTensorType.MXFP4, 64, 34)]
    public void BytesOf_FollowsTheBlock_ForEachType(GgufTensorType type, long elements, long bytes) =>
        Assert.Equal(bytes, TensorBlock.Of(type).BytesOf(elements));

    [Fact]
    public void TryOf_KnowsEveryListedTypeAndNoOther()
    {
        for (var number = 0; number < 64; number++)
            Assert.Equal(Enum.IsDefined((GgufTensorType)number), TensorBlock.TryOf((GgufTensorType)number, out _));
    }
}
