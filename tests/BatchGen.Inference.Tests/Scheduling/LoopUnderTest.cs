using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Testing.Runtime;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>A loop over a fake context, and the clock it runs by.</summary>
internal sealed class LoopUnderTest
{
    private readonly List<ObserverError> _observerErrors = [];

    public LoopUnderTest(FakeContext context, SchedulerSettings? settings = null)
    {
        Context = context;
        Loop = new GenerationLoop(context, Vocabulary, settings ?? WithoutDrafts, Time) { OnObserverError = _observerErrors.Add };
    }

    /// <summary>One token a step and sequence, as most tests count them.</summary>
    public static SchedulerSettings WithoutDrafts { get; } = new(DraftRowCost: 0);

    public static FakeVocabulary Vocabulary { get; } = FakeVocabulary.CodeGeeX4();

    /// <summary>The token that ends a generation.</summary>
    public static int End { get; } = Vocabulary.EndTokens.Single();

    public ManualTime Time { get; } = new();

    public FakeContext Context { get; }

    public GenerationLoop Loop { get; }

    public IReadOnlyList<ObserverError> ObserverErrors => _observerErrors;

    public static FakeContext AContext(
        int slots = 4, int cells = 1000, int stepTokens = 64, KvLayout layout = KvLayout.Unified, Func<IReadOnlyList<int>, int>? nextToken = null, int draftRows = 0)
    {
        var perSlot = layout == KvLayout.Unified ? cells : cells / slots;
        var info = new ContextInfo(cells, perSlot, slots, stepTokens, KvBytes: 0, ComputeBytes: 0, layout, DraftRows: draftRows);
        return new FakeContext(Vocabulary.Size, info, layout) { NextToken = nextToken };
    }

    /// <summary>A context that answers every prompt with this text and then ends, or goes on from the start.</summary>
    public static FakeContext AContextThatSays(string text, int promptTokens, bool endsThen = true)
    {
        int[] answer = [.. System.Text.Encoding.UTF8.GetBytes(text).Select(value => (int)value)];
        return AContext(nextToken: tokens =>
        {
            var at = tokens.Count - promptTokens;
            return endsThen && at >= answer.Length ? End : answer[at % answer.Length];
        });
    }

    public RecordingObserver Submit(SequenceRequest request) => Submit(request, new RecordingObserver());

    public RecordingObserver Submit(SequenceRequest request, RecordingObserver observer)
    {
        Loop.Submit(request, observer);
        return observer;
    }

    public LoopUnderTest RunToEnd()
    {
        while (Loop.Step())
            Time.Advance(TimeSpan.FromMilliseconds(10));
        return this;
    }
}
