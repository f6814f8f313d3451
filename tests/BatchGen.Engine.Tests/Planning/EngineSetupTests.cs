using System.Text.Json;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests.Planning;

public sealed class EngineSetupTests
{
    [Fact]
    public void Model_AsksForTheGpusOfTheOptions_AndTravelsToTheProcess()
    {
        var options = new EngineOptions { GpuLayers = 20, GpuSplit = GpuSplit.Row, MainGpu = 1, TensorSplit = [3, 1] };
        var settings = new EngineSettings("socket", EngineSetup.Model(options, "model.gguf"), EngineSetup.Context(options), 512, 16, AllowCpuFallback: true);

        var copy = JsonSerializer.Deserialize<EngineSettings>(JsonSerializer.Serialize(settings))!;

        Assert.Equal(options.TensorSplit, copy.Model.TensorSplit);
        Assert.Equal(settings.Model with { TensorSplit = null }, copy.Model with { TensorSplit = null });
        Assert.Equal(settings with { Model = copy.Model }, copy);
    }

    [Fact]
    public void Model_LetsTheLibraryDivide_WhenNoSharesAreSet() => Assert.Null(EngineSetup.Model(new EngineOptions(), "model.gguf").TensorSplit);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Context_KeepsTheKvCacheWhereTheOptionsSay(bool onGpu) =>
        Assert.Equal(onGpu, EngineSetup.Context(new EngineOptions { KvOnGpu = onGpu }).KvOnGpu);
}
