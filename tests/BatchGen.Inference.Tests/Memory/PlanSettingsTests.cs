using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

public sealed class PlanSettingsTests
{
    private static readonly PlanSettings Good = new(4096);

    public static TheoryData<PlanSettings, string, string> Impossible => new()
    {
        { Good with { ContextTokens = 0 }, PlanErrorCodes.SettingOutOfRange, "context" },
        { Good with { ContextTokens = 40_000_000 }, PlanErrorCodes.SettingOutOfRange, "context" },
        { Good with { Slots = 0 }, PlanErrorCodes.SettingOutOfRange, "slots" },
        { Good with { Slots = 257 }, PlanErrorCodes.SettingOutOfRange, "slots" },
        { Good with { ContextTokens = 1 << 24, Slots = 200 }, PlanErrorCodes.SettingOutOfRange, "kv_cells" },
        { Good with { StepTokens = 0 }, PlanErrorCodes.SettingOutOfRange, "step_tokens" },
        { Good with { MicroStepTokens = -1 }, PlanErrorCodes.SettingOutOfRange, "micro_step_tokens" },
        { Good with { OutputsMax = -1 }, PlanErrorCodes.SettingOutOfRange, "outputs_max" },
        { Good with { GpuLayers = -2 }, PlanErrorCodes.SettingOutOfRange, "gpu_layers" },
        { Good.WithKvType(KvType.Q8_0) with { FlashAttention = false }, PlanErrorCodes.NeedsFlashAttention, "flash_attention" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Validate_NamesTheSetting_WhenItIsImpossible(PlanSettings settings, string code, string setting)
    {
        var error = Assert.Throws<PlanException>(() => settings.Validate(TestShapes.CodeGeeX4));

        Assert.Equal(code, error.Code);
        Assert.Equal(setting, error.Setting);
    }

    [Fact]
    public void Validate_RefusesAQuantizedCache_WhenItsBlocksDoNotDivideTheHeads()
    {
        var shape = TestShapes.Of(ModelHeader.Llama8B with { HeadLength = 80 });

        var error = Assert.Throws<PlanException>(() => Good.WithKvType(KvType.Q4_0).Validate(shape));

        Assert.Equal(PlanErrorCodes.KvTypeUnsuitable, error.Code);
    }

    [Fact]
    public void For_TakesTheContextAsTheEngineWouldCreateIt()
    {
        var settings = PlanSettings.For(new ContextSettings(8192, 4, KvType: KvType.Q8_0, KvLayout: KvLayout.PerSlot), gpuLayers: 12);

        Assert.Equal(
            new PlanSettings(2048, 4, KvLayout.PerSlot, KvType.Q8_0, KvType.Q8_0, GpuLayers: 12, KvCells: 8192),
            settings);
    }
}
