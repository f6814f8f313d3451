using BatchGen.Engine.Client;
using BatchGen.Engine.Quantizing;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Models;

namespace BatchGen.Engine.Tests.Quantizing;

public sealed class ModelQuantizingTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    /// <summary>Rows of 256 weights: the K types need whole blocks of them.</summary>
    private static string Source => RandomModel.PathOf(new RandomModelShape(EmbeddingLength: 256, FeedForwardLength: 512));

    private string Target => Path.Combine(_folder.Path, "small.gguf");

    [Theory]
    [InlineData(QuantizedType.Q8_0, "Q8_0")]
    [InlineData(QuantizedType.Q4_K_M, "Q4_K_M")]
    public async Task Run_WritesAModelOfThatType_AndSaysHowFarItIs(QuantizedType type, string name)
    {
        var progress = new RecordedProgress();

        await new ModelQuantizing().RunAsync(new QuantizeRequest(Source, Target, type), progress, CancellationToken.None);

        var file = GgufFile.Read(Target);
        GgufSafety.CheckForLoad(file);
        Assert.Equal(name, ModelShape.From(file).Quantization);
        Assert.InRange(new FileInfo(Target).Length, 1, new FileInfo(Source).Length / 2);
        Assert.Equal(1, progress.Values[^1]);
        Assert.Equal(progress.Values.Order(), progress.Values);
        Assert.True(progress.Values.Count > 5, "it was to be told tensor by tensor");
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Run_MakesAModelThatLoads()
    {
        await new ModelQuantizing().RunAsync(new QuantizeRequest(Source, Target, QuantizedType.Q8_0), new RecordedProgress(), CancellationToken.None);
        await using var fixture = new EngineFixture();

        var model = await fixture.Manager.GetEngine(Target).WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Contains("Q8_0", model.Info.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Refuses_WhenTheSourceIsQuantizedAlready()
    {
        var source = RandomModel.PathOf(new RandomModelShape(Weights: TensorType.Q8_0));

        Assert.Equal("quantize_source_quantized", await CodeAsync(source));
    }

    [Fact]
    public async Task Run_Refuses_WhenTheTargetIsThere()
    {
        await File.WriteAllTextAsync(Target, "somebody's");

        Assert.Equal("quantize_target_exists", await CodeAsync(Source));
        Assert.Equal("somebody's", await File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task Run_LeavesNothingBehind_WhenItIsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new RecordedProgress { OnFirst = cancel.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ModelQuantizing().RunAsync(new QuantizeRequest(Source, Target, QuantizedType.Q8_0), progress, cancel.Token));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> CodeAsync(string source) => (await Assert.ThrowsAsync<EngineException>(() =>
        new ModelQuantizing().RunAsync(new QuantizeRequest(source, Target, QuantizedType.Q8_0), new RecordedProgress(), CancellationToken.None))).Code;

    private sealed class RecordedProgress : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public Action OnFirst { get; init; } = () => { };

        public void Report(double value)
        {
            Values.Add(value);
            if (Values.Count == 1)
                OnFirst();
        }
    }
}
