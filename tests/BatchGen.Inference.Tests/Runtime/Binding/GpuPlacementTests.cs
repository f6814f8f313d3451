using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.Inference.Tests.Runtime.Binding;

public sealed class GpuPlacementTests
{
    private static readonly ModelLoadRequest Request = new("model.gguf");

    [Fact]
    public void Of_GivesWhatIsAsked_WhenTheGpusAreThere()
    {
        var placement = GpuPlacement.Of(Request with { Split = GpuSplit.Row, MainGpu = 1, TensorSplit = [3, 1] }, Machine(gpus: 2));

        Assert.Equal(GpuSplit.Row, placement.Split);
        Assert.Equal(1, placement.MainGpu);
        Assert.Equal([3, 1, 0, 0], placement.SharesOf(mostDevices: 4)!);
    }

    /// <summary>llama.cpp refuses to load anything with split mode "none" where there is no GPU.</summary>
    [Fact]
    public void Of_DividesNothing_WhenThereIsNoGpu()
    {
        var placement = GpuPlacement.Of(Request with { Split = GpuSplit.None, MainGpu = 3, TensorSplit = [1, 1] }, Machine(gpus: 0));

        Assert.Equal(GpuSplit.Layer, placement.Split);
        Assert.Equal(0, placement.MainGpu);
        Assert.Null(placement.SharesOf(mostDevices: 16));
    }

    [Fact]
    public void SharesOf_LetsTheLibraryDivide_WhenNoSharesAreGiven() =>
        Assert.Null(GpuPlacement.Of(Request, Machine(gpus: 2)).SharesOf(mostDevices: 16));

    [Theory]
    [InlineData(2, new float[0], "there are the GPUs 0 to 1")]
    [InlineData(-1, new float[0], "there are the GPUs 0 to 1")]
    [InlineData(0, new[] { 1f, 1f, 1f }, "between 3 GPUs, and there are 2")]
    [InlineData(0, new[] { 0f, 0f }, "divide nothing")]
    [InlineData(0, new[] { 1f, -1f }, "divide nothing")]
    [InlineData(0, new[] { float.NaN }, "divide nothing")]
    public void Of_SaysWhatIsWrong_WhenTheGpusAreNotThere(int mainGpu, float[] shares, string sentence)
    {
        var exception = Assert.Throws<RuntimeException>(
            () => GpuPlacement.Of(Request with { MainGpu = mainGpu, TensorSplit = shares }, Machine(gpus: 2)));

        Assert.Equal("gpu_split_invalid", exception.Code);
        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<DeviceMemory> Machine(int gpus) =>
    [
        .. Enumerable.Range(0, gpus).Select(gpu => new DeviceMemory($"CUDA{gpu}", "a GPU", DeviceKind.Gpu, 1, 2)),
        new DeviceMemory("CPU", "a CPU", DeviceKind.Cpu, 1, 2),
    ];
}
