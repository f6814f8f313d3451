using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>
/// The real loop over the real library: sharing beginnings, moving slots together, giving slots back and drafting change no greedy answer.
/// Weights and cells are F32, so llama.cpp itself rounds as little as it can (<see cref="ComparedAnswers"/>).
/// </summary>
public abstract class LoopEqualityContract(RuntimeUnderTest runtime)
{
    private const int Prompts = 40;

    [Theory]
    [InlineData(KvLayout.Unified, 8, 2048)]
    [InlineData(KvLayout.Unified, 8, 512)]
    [InlineData(KvLayout.PerSlot, 8, 2048)]
    public void EveryAnswer_IsTheSameAsAlone_WhateverTheLoopDoesToBeFast(KvLayout layout, int slots, int cells)
    {
        var model = runtime.SharedModel;
        var passes = 0;
        using var context = Assert.IsAssignableFrom<ILayerWatching>(model).CreateWatchedContext(
            new ContextSettings(cells, slots, 256, 64, KvType: KvType.F32, KvLayout: layout, DraftRows: 3 * slots), layer => passes += layer == 0 ? 1 : 0);
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
        var activity = loop.Activity;
        Assert.Equal(activity.Passes, passes);
        Assert.True(activity.CachedTokens > Prompts * 40);
        // With cells per slot, eight sequences hardly ever have a draft at the same time.
        Assert.True(activity.HitTokens > 0 || layout == KvLayout.PerSlot);
        Assert.Equal(cells == 512, activity.Preemptions > 0);
    }

    private static SequenceResult Alone(IRuntimeModel model, SequenceRequest request)
    {
        using var context = model.CreateContext(new ContextSettings(512, 1, KvType: KvType.F32));
        return Alone(model, context, request);
    }

    internal static SequenceResult Alone(IRuntimeModel model, IRuntimeContext context, SequenceRequest request)
    {
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(DraftRowCost: 0), TimeProvider.System);
        var observer = new RecordingObserver();
        loop.Submit(request, observer);
        while (loop.Step())
        {
        }

        return observer.Result!;
    }

    /// <summary>The first ones are short, so that their group expects too little of the others.</summary>
    private SequenceRequest Request(int number)
    {
        var head = "You are a careful assistant that answers with code and nothing else. ";
        var tokens = runtime.Tokens($"{head}Task {number % 7}: {string.Join(' ', Enumerable.Repeat("orders", 1 + (number % 5)))} {number}");
        return new SequenceRequest(
            $"{number}", tokens, number < 10 ? 4 : 60, 160, SamplingSettings.Greedy, [], new HashSet<int>(), LikeliestTokens: 2, Group: "g");
    }
}
