using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Runtime.Contract.Runs;

/// <summary>
/// The real loop over the real library: sharing beginnings, moving slots together, giving slots back and drafting change no greedy answer.
/// Weights and cells are F32, so llama.cpp's own arithmetic does not depend on what is computed together.
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
        var loop = new GenerationLoop(context, model.Vocabulary, new SchedulerSettings(), TimeProvider.System);
        List<SequenceRequest> requests = [.. Enumerable.Range(0, Prompts).Select(Request)];
        List<RecordingObserver> observers = [.. requests.Select(_ => new RecordingObserver())];
        for (var i = 0; i < Prompts; i++)
            loop.Submit(requests[i], observers[i]);
        while (loop.Step())
        {
        }

        var ties = 0;
        for (var i = 0; i < Prompts; i++)
            ties += IsSameUpToATie(Alone(model, requests[i]), observers[i].Result!) ? 0 : 1;
        Assert.InRange(ties, 0, Prompts / 5);
        var activity = loop.Activity;
        Assert.Equal(activity.Passes, passes);
        Assert.True(activity.CachedTokens > Prompts * 40);
        // With cells per slot, eight sequences hardly ever have a draft at the same time.
        Assert.True(activity.HitTokens > 0 || layout == KvLayout.PerSlot);
        Assert.Equal(cells == 512, activity.Preemptions > 0);
    }

    /// <summary>
    /// Even in F32, llama.cpp's sums differ in their last bits between a whole prompt at once and parts of it, which turns about one answer in
    /// twenty of this model, where two tokens are as good as equal.
    /// </summary>
    /// <returns>False for an answer that turned at such a place.</returns>
    internal static bool IsSameUpToATie(SequenceResult alone, SequenceResult together)
    {
        for (var i = 0; i < alone.Tokens!.Count; i++)
        {
            var expected = alone.Tokens[i];
            if (i < together.Tokens!.Count && expected.Drawn.Bytes.Span.SequenceEqual(together.Tokens[i].Drawn.Bytes.Span))
                continue;
            Assert.InRange(expected.Likeliest[0].LogProbability - expected.Likeliest[1].LogProbability, 0, 0.001);
            return false;
        }

        Assert.Equal(alone.Text, together.Text);
        return true;
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
        return new SequenceRequest($"{number}", tokens, number < 10 ? 4 : 60, 160, SamplingSettings.Greedy, [], new HashSet<int>(), LikeliestTokens: 2, Group: "g");
    }
}
