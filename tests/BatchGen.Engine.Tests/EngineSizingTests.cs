using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests;

public sealed class EngineSizingTests
{
    [Theory]
    [InlineData(4096, 131_072, 4096)]
    [InlineData(131_072, 4096, 4096)]
    [InlineData(4096, 0, 4096)]
    public void ContextLimit_StaysWithinWhatTheModelWasTrainedOn(int asked, int trained, int expected) =>
        Assert.Equal(expected, EngineSizing.ContextLimit(Settings(0, 8, asked), Model(trained)));

    [Theory]
    [InlineData(0, 16, 4096, 16_384)]
    [InlineData(0, 1, 4096, 4096)]
    [InlineData(0, 256, 1 << 24, 1 << 30)]
    [InlineData(8192, 16, 4096, 8192)]
    [InlineData(1024, 16, 4096, 4096)]
    public void Resolve_NeverGoesBelowOneFullRequest(int cells, int slots, int limit, int expected) =>
        Assert.Equal(expected, EngineSizing.Resolve(Settings(cells, slots, limit), limit).KvCells);

    private static EngineSettings Settings(int cells, int slots, int limit) =>
        new("socket", new ModelLoadRequest("model.gguf"), new ContextSettings(cells, slots), limit, 512);

    private static ModelInfo Model(int trained) => new("chatglm", "m", trained, 1, 1, 1, 1, 1, "m", null);
}
