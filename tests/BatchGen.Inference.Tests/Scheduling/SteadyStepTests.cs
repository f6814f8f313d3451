using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>While the same sequences go on, the loop leaves nothing for the garbage collector.</summary>
public sealed class SteadyStepTests
{
    private const int Slots = 8;

    [Theory]
    [InlineData(KvLayout.Unified, 0.05, false)]
    [InlineData(KvLayout.PerSlot, 0, false)]
    [InlineData(KvLayout.Unified, 0, true)]
    public void Step_AllocatesNothing_WhileTheSameSequencesGoOn(KvLayout layout, double draftRowCost, bool samples)
    {
        var context = new SameLogits(layout);
        var loop = new GenerationLoop(context, LoopUnderTest.Vocabulary, new SchedulerSettings(DraftRowCost: draftRowCost), TimeProvider.System);
        for (var i = 0; i < Slots; i++)
        {
            var sampling = samples ? new SamplingSettings(0.8f, TopP: 0.9f, TopK: 40, FrequencyPenalty: 0.1f, Seed: 1) : SamplingSettings.Greedy;
            loop.Submit(
                new ASequence().Named($"{i}").WithPrompt([i, 1, 2, 3, 4]).WithMaxNewTokens(3000).WithStopTexts("never").SampledWith(sampling), new Nobody());
        }

        for (var i = 0; i < 100; i++)
            loop.Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            loop.Step();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Slots, loop.Activity.RunningSequences);
        Assert.True(loop.Activity.DecodeTokens >= 300 * Slots);
    }

    private sealed class Nobody : ISequenceObserver
    {
        public bool WantsText => false;

        public void OnStarted()
        {
        }

        public void OnText(AnswerDelta delta)
        {
        }

        public void OnFinished(SequenceResult result)
        {
        }

        public void OnFailed(SequenceFailure failure)
        {
        }
    }

    /// <summary>Every row has the same logits, and nothing is remembered.</summary>
    private sealed class SameLogits(KvLayout layout) : IRuntimeContext
    {
        private readonly float[] _logits = [.. Enumerable.Range(0, LoopUnderTest.Vocabulary.Size).Select(
            token => token is >= 'a' and <= 'z' ? token % 7 : -20f)];

        public ContextInfo Info { get; } = new(Slots * 4096, layout == KvLayout.Unified ? Slots * 4096 : 4096, Slots, 512, 0, 0, layout, DraftRows: 3 * Slots);

        public long Progress => 0;

        public DecodeStatus Decode(StepInput step) => DecodeStatus.Ok;

        public ReadOnlySpan<float> GetLogits(int index) => _logits;

        public void RemoveFrom(SlotId slot, int from)
        {
        }

        public void SharePrefix(SlotId source, SlotId target, int length)
        {
        }

        public void CopySequence(SlotId source, SlotId target)
        {
        }

        public byte[] SaveSequence(SlotId slot) => throw new NotSupportedException();

        public void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
