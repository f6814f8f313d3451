using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Planning;

namespace BatchGen.Web.Tests.Planning;

public sealed class LeverTextsTests
{
    [Fact]
    public void Parse_LeavesToTheEngine_WhatIsNotSaid() =>
        Assert.Equal(new EngineChoice(), new LeverTexts(null, null, null, null, null).Parse());

    [Theory]
    [InlineData("f16", KvType.F16)]
    [InlineData("q8_0", KvType.Q8_0)]
    [InlineData("q4_0", KvType.Q4_0)]
    public void Parse_ReadsEveryLever(string text, KvType type) => Assert.Equal(
        new EngineChoice(8192, 4, type, false, GpuLayerChoice.Auto),
        new LeverTexts("8192", "4", text, "off", "auto").Parse());

    [Theory]
    [InlineData("8k", null, null, null, null, "context")]
    [InlineData("", null, null, null, null, "context")]
    [InlineData("99999999999", null, null, null, null, "context")]
    [InlineData(null, "1.5", null, null, null, "slots")]
    [InlineData(null, null, "q5_1", null, null, "kv_type")]
    [InlineData(null, null, "F16", null, null, "kv_type")]
    [InlineData(null, null, null, "yes", null, "flash_attention")]
    [InlineData(null, null, null, null, "all", "gpu_layers")]
    public void Parse_NamesTheSetting_WhenItCannotBeRead(string? context, string? slots, string? type, string? flash, string? layers, string setting)
    {
        var refusal = Assert.Throws<PlanException>(() => new LeverTexts(context, slots, type, flash, layers).Parse());

        Assert.Equal(PlanErrorCodes.SettingUnreadable, refusal.Code);
        Assert.Equal(setting, refusal.Setting);
        Assert.Contains("must be", refusal.Message, StringComparison.Ordinal);
    }
}
