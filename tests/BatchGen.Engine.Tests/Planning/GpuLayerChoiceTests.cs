using BatchGen.Engine.Planning;

namespace BatchGen.Engine.Tests.Planning;

public sealed class GpuLayerChoiceTests
{
    [Theory]
    [InlineData("auto", null)]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    [InlineData("41", 41)]
    public void Parse_TakesAutoAndNumbers(string text, int? count) =>
        Assert.Equal(new GpuLayerChoice(count), GpuLayerChoice.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("all")]
    [InlineData("-2")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void Parse_GivesNothing_ForAnythingElse(string text) => Assert.Null(GpuLayerChoice.Parse(text));
}
