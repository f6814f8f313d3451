using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests.Setup;

public sealed class EngineOptionsValidatorTests
{
    public static TheoryData<string, Action<EngineOptions>> Broken => new()
    {
        { "Engine:Slots", options => options.Slots = 0 },
        { "Engine:Slots", options => options.Slots = 257 },
        { "Engine:ContextLimitTokens", options => options.ContextLimitTokens = -1 },
        { "Engine:KvCells", options => options.KvCells = -1 },
        { "Engine:KvType", options => options.KvType = (KvType)99 },
        { "Engine:FlashAttention", options => { options.KvType = KvType.Q8_0; options.FlashAttention = false; } },
        { "Engine:GpuLayers", options => options.GpuLayers = -2 },
        { "Engine:GpuSplit", options => options.GpuSplit = (GpuSplit)7 },
        { "Engine:MainGpu", options => options.MainGpu = -1 },
        { "Engine:ModelGpus:codegeex4", options => options.ModelGpus = new Dictionary<string, int> { ["codegeex4"] = -1 } },
        { "Engine:SettingsTurn", options => options.SettingsTurn = TimeSpan.Zero },
        { "Engine:TensorSplit", options => options.TensorSplit = [0, 0] },
        { "Engine:TensorSplit", options => options.TensorSplit = [1, float.NaN] },
        { "Engine:MicroStepTokens", options => options.MicroStepTokens = options.StepTokens + 1 },
        { "Engine:Threads", options => options.Threads = -1 },
        { "Engine:DefaultMaxTokens", options => options.DefaultMaxTokens = 0 },
        { "Engine:HangTimeout", options => options.HangTimeout = TimeSpan.Zero },
        { "Engine:LoadAttempts", options => options.LoadAttempts = 0 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Validate_NamesTheKey_WhenAValueIsOutOfRange(string key, Action<EngineOptions> breakIt)
    {
        var options = new EngineOptions();
        breakIt(options);

        var result = new EngineOptionsValidator().Validate(null, options);

        Assert.Contains(result.Failures!, failure => failure.StartsWith(key + " must be", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_Succeeds_WithTheDefaults() =>
        Assert.True(new EngineOptionsValidator().Validate(null, new EngineOptions()).Succeeded);

    [Fact]
    public void Validate_ListsEveryProblem_WhenThereAreSeveral() =>
        Assert.Equal(2, new EngineOptionsValidator().Validate(null, new EngineOptions { Slots = 0, Threads = -1 }).Failures!.Count());
}
