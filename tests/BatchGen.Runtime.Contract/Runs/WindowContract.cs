using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>Layers with a window keep its cells only. Prompts here are several windows long, and slots serve one after another.</summary>
public abstract class WindowContract(RuntimeUnderTest runtime) : IDisposable
{
    private const int Prompts = 24;

    private readonly ScratchFolder _folder = new();
    private string? _path;

    private string ModelPath => _path ??= WriteModel();

    [Theory]
    [InlineData(512, 1, KvType.F16, KvLayout.Unified, true, 512)]
    [InlineData(4096, 8, KvType.F16, KvLayout.Unified, true, 64)]
    [InlineData(4096, 8, KvType.F16, KvLayout.Unified, false, 512)]
    [InlineData(4096, 8, KvType.Q8_0, KvLayout.Unified, true, 512)]
    [InlineData(7000, 7, KvType.F16, KvLayout.PerSlot, true, 64)]
    [InlineData(8192, 2, KvType.F32, KvLayout.PerSlot, true, 2048)]
    [InlineData(131_072, 32, KvType.F16, KvLayout.Unified, true, 512)]
    public void Plan_SaysToTheByte_WhatAContextTakes(int cells, int slots, KvType type, KvLayout layout, bool flashAttention, int microStep)
    {
        var settings = new ContextSettings(cells, slots, MicroStepTokens: microStep, KvType: type, KvLayout: layout, FlashAttention: flashAttention);
        var shape = ModelShape.From(GgufFile.Read(ModelPath));
        var plan = PlanSettings.For(settings, gpuLayers: 0);

        using var simulation = runtime.Instance.LoadForDryRun(new ModelLoadRequest(ModelPath, GpuLayers: 0));
        var simulated = simulation.Measure(settings);

        Assert.Equal(simulated.Sum(one => one.KvBytes), KvCache.Bytes(shape, plan));
        Assert.Equal(simulated.Sum(one => one.ComputeBytes), ComputeBuffer.Bytes(shape, plan));
        Assert.True(cells <= 512 || KvCache.Bytes(shape, plan) < KvCache.Bytes(shape with { WindowTokens = cells }, plan));
    }

    [Theory]
    [InlineData(KvLayout.Unified, 6, 4096, 256, 64)]
    [InlineData(KvLayout.Unified, 6, 512, 256, 64)]
    [InlineData(KvLayout.Unified, 6, 4096, 64, 16)]
    [InlineData(KvLayout.PerSlot, 6, 3072, 256, 64)]
    public void EveryAnswer_IsTheSameAsAlone_WithWindows(KvLayout layout, int slots, int cells, int step, int microStep)
    {
        using var model = runtime.Load(new ModelLoadRequest(ModelPath));
        using var context = model.CreateContext(
            new ContextSettings(cells, slots, step, microStep, KvType: KvType.F32, KvLayout: layout, FlashAttention: false, DraftRows: slots));
        // Drafts are part of what is tested, however slow rows are on this machine.
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(DraftRowCost: 0.05), TimeProvider.System);
        List<SequenceRequest> requests = [.. Enumerable.Range(0, Prompts).Select(Request)];
        List<RecordingObserver> observers = [.. requests.Select(_ => new RecordingObserver())];
        for (var i = 0; i < Prompts; i++)
            loop.Submit(requests[i], observers[i]);
        while (loop.Step())
        {
        }

        var compared = new ComparedAnswers();
        for (var i = 0; i < Prompts; i++)
            compared.Add(Alone(model, requests[i]), observers[i].Result!);
        compared.AssertSame(mostTies: Prompts / 5);
        Assert.Equal(cells == 512, loop.Activity.Preemptions > 0);
        Assert.Equal(0, loop.Activity.CachedTokens);
    }

    [Fact]
    public void Answer_IsTheSame_WhenAStepWasGivenUp()
    {
        using var model = runtime.Load(new ModelLoadRequest(ModelPath));
        using var context = model.CreateContext(new ContextSettings(512, 1, 256, 16, KvType: KvType.F32, FlashAttention: false));
        // Drafts are part of what is tested, however slow rows are on this machine.
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(DraftRowCost: 0.05), TimeProvider.System);
        var observer = new RecordingObserver();
        loop.Submit(Request(5), observer);
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        // Once while the prompt is computed, five steps of sixteen tokens, and once in the answer: each time it begins again.
        for (var step = 0; loop.Step(step is 1 or 8 ? gone.Token : CancellationToken.None); step++)
            Assert.InRange(step, 0, 1000);

        var compared = new ComparedAnswers();
        compared.Add(Alone(model, Request(5)), observer.Result!);
        compared.AssertSame(mostTies: 0);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Without flash attention, which rounds to 16 bit and turns answers of a model whose weights are drawn by chance.</summary>
    private static SequenceResult Alone(IRuntimeModel model, SequenceRequest request)
    {
        using var context = model.CreateContext(new ContextSettings(512, 1, KvType: KvType.F32, FlashAttention: false));
        return LoopEqualityContract.Alone(model, context, request);
    }

    private string WriteModel()
    {
        var path = _folder.File("windowed.gguf");
        HeaderModel.Write(path, HeaderModel.Windowed.Header());
        return path;
    }

    private static SequenceRequest Request(int number)
    {
        var random = new Random(number);
        int[] tokens = [.. Enumerable.Range(0, 70 + number).Select(_ => random.Next(8, HeaderModel.Windowed.Vocabulary))];
        return new SequenceRequest(
            $"{number}", tokens, number < 12 ? 4 : 120, 300, SamplingSettings.Greedy, [], new HashSet<int>(), LikeliestTokens: 2, Group: "g");
    }
}
