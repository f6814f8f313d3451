using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Gguf;

public sealed class GgufMetadataTests
{
    private static readonly GgufMetadata Metadata = new GgufHeaderBuilder()
        .Key("general.architecture", "chatglm")
        .Key("small", 7u)
        .Key("negative", -7)
        .Key("huge", ulong.MaxValue)
        .Key("ratio", 0.5f)
        .Key("yes", true)
        .Key("texts", ["a", "", "grüße"])
        .Key("numbers", [1, 2, 3])
        .Read().Metadata;

    [Fact]
    public void TypedAccess_GivesTheValues()
    {
        Assert.Equal("chatglm.block_count", Metadata.Own("block_count"));
        Assert.Equal(7, Metadata.GetInteger("small"));
        Assert.Equal(-7, Metadata.GetInteger("negative"));
        Assert.Equal(long.MaxValue, Metadata.GetInteger("huge"));
        Assert.Equal(0.5, Metadata.FindNumber("ratio"));
        Assert.Equal(7, Metadata.FindNumber("small"));
        Assert.True(Metadata.FindBoolean("yes"));
        Assert.Equal([1, 2, 3], Metadata.FindPerLayer("numbers", 3)!);
        Assert.Equal([7, 7], Metadata.FindPerLayer("small", 2)!);
        Assert.Null(Metadata.FindInteger("absent"));
    }

    [Fact]
    public void FindTexts_WalksEveryText()
    {
        var texts = new List<string>();
        foreach (var text in Metadata.FindTexts("texts")!.Value)
            texts.Add(System.Text.Encoding.UTF8.GetString(text.Span));

        Assert.Equal(["a", "", "grüße"], texts);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("numbers")]
    public void GetString_NamesTheKey_WhenItIsNoText(string key)
    {
        var error = Assert.Throws<GgufException>(() => Metadata.GetString(key));

        Assert.Equal(GgufErrorCodes.WrongValueType, error.Code);
        Assert.Equal(key, error.Key);
    }

    [Fact]
    public void GetInteger_NamesTheKey_WhenItIsMissing() =>
        Assert.Equal("absent", Assert.Throws<GgufException>(() => Metadata.GetInteger("absent")).Key);

    [Fact]
    public void FindPerLayer_Refuses_WhenTheListIsShort() =>
        Assert.Equal(GgufErrorCodes.UnsafeValue, Assert.Throws<GgufException>(() => Metadata.FindPerLayer("numbers", 4)).Code);
}
