using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class SchedulerTests
{
    private readonly ManualTime _time = new();
    private long _arrivals;

    [Fact]
    public void Schedule_PlansNothing_WhenNothingIsThere() =>
        Assert.True(Scheduler().Schedule().IsEmpty);

    [Fact]
    public void Schedule_AdmitsInArrivalOrder_WhilePromptsFitIntoTheStep()
    {
        var scheduler = Scheduler(stepTokens: 100);
        Add(scheduler, "a", prompt: 40);
        Add(scheduler, "b", prompt: 50);
        Add(scheduler, "c", prompt: 50);
        Add(scheduler, "d", prompt: 10);

        Assert.Equal(["a 0+40 logits", "b 0+50 logits", "c 0+10"], Run(scheduler));
        // a and b decode first, c's prompt goes on, d gets in behind it.
        Assert.Equal(["a 40+1 logits", "b 50+1 logits", "c 10+40 logits", "d 0+10 logits"], Run(scheduler));
    }

    [Fact]
    public void Schedule_CutsALongPromptIntoSteps_WhileOthersDecode()
    {
        var scheduler = Scheduler(stepTokens: 32);
        Add(scheduler, "short", prompt: 4);
        Assert.Equal(["short 0+4 logits"], Run(scheduler));
        Add(scheduler, "long", prompt: 80);

        Assert.Equal(["short 4+1 logits", "long 0+31"], Run(scheduler));
        Assert.Equal(["short 5+1 logits", "long 31+31"], Run(scheduler));
        Assert.Equal(["short 6+1 logits", "long 62+18 logits"], Run(scheduler));
        Assert.Equal(["short 7+1 logits", "long 80+1 logits"], Run(scheduler));
    }

    [Fact]
    public void Schedule_AdmitsNobody_WhenTheStepIsFull()
    {
        var scheduler = Scheduler(stepTokens: 32);
        Add(scheduler, "fills", prompt: 32);
        Add(scheduler, "waits", prompt: 1);

        Assert.Equal(["fills"], scheduler.Schedule().Admitted.Select(sequence => sequence.Id));
        Assert.Equal(1, scheduler.WaitingCount);
    }

    [Fact]
    public void Schedule_AdmitsNobody_WhenSlotsAreTaken()
    {
        var scheduler = Scheduler(slots: 1);
        var first = Add(scheduler, "a", prompt: 4);
        Add(scheduler, "b", prompt: 4);

        Assert.Equal(["a 0+4 logits"], Run(scheduler));
        Assert.Equal(["a 4+1 logits"], Run(scheduler));
        scheduler.Remove(first, isWhole: false);
        Assert.Equal(["b 0+4 logits"], Run(scheduler));
    }

    [Fact]
    public void Schedule_GoesByPriorityThenArrival_WhenSeveralWait()
    {
        var scheduler = Scheduler(slots: 4);
        Add(scheduler, "low", prompt: 1, priority: -1);
        Add(scheduler, "first", prompt: 1);
        Add(scheduler, "second", prompt: 1);
        Add(scheduler, "high", prompt: 1, priority: 5);

        Assert.Equal(["high", "first", "second", "low"], scheduler.Schedule().Admitted.Select(sequence => sequence.Id));
    }

    [Fact]
    public void Schedule_FollowsTheChosenOrder_AmongEqualPriorities()
    {
        var scheduler = Scheduler(slots: 4, settings: new SchedulerSettings(Order: new LongestPromptFirst()));
        Add(scheduler, "short", prompt: 1);
        Add(scheduler, "long", prompt: 9);
        Add(scheduler, "urgent", prompt: 1, priority: 1);
        Add(scheduler, "short too", prompt: 1);

        Assert.Equal(["urgent", "long", "short", "short too"], scheduler.Schedule().Admitted.Select(sequence => sequence.Id));
    }

    [Fact]
    public void Schedule_LetsSmallOnesPass_UntilTheBigOneHasWaitedEnough()
    {
        var scheduler = Scheduler(slots: 8, cells: 100, settings: new SchedulerSettings(MaxPassedOver: 2));
        var runs = Add(scheduler, "runs", prompt: 50, maxNew: 10);
        Run(scheduler);
        Add(scheduler, "big", prompt: 50, maxNew: 10);
        for (var i = 0; i < 4; i++)
            Add(scheduler, $"small {i}", prompt: 1, maxNew: 4);

        // 40 cells are free: room for eight small ones, but only two may pass.
        Assert.Equal(["small 0", "small 1"], scheduler.Schedule().Admitted.Select(sequence => sequence.Id));
        Assert.Empty(scheduler.Schedule().Admitted);
        scheduler.Remove(runs, isWhole: false);
        Assert.Equal(["big", "small 2", "small 3"], scheduler.Schedule().Admitted.Select(sequence => sequence.Id));
    }

    [Fact]
    public void Schedule_LetsNobodyPass_WhenThatIsForbidden()
    {
        var scheduler = Scheduler(cells: 100, settings: new SchedulerSettings(MaxPassedOver: 0));
        Add(scheduler, "runs", prompt: 50, maxNew: 10);
        Run(scheduler);
        Add(scheduler, "big", prompt: 50, maxNew: 10);
        Add(scheduler, "small", prompt: 1, maxNew: 1);

        Assert.Empty(scheduler.Schedule().Admitted);
    }

    [Fact]
    public void Schedule_ReservesPromptAndWholeAnswer_WhenItAdmits()
    {
        var scheduler = Scheduler(cells: 100);
        var sequence = Add(scheduler, "a", prompt: 20, maxNew: 30);
        scheduler.Schedule();

        Assert.Equal(50, scheduler.Reserved);
        scheduler.Remove(sequence, isWhole: false);
        Assert.Equal(0, scheduler.Reserved);
    }

    [Fact]
    public void Remove_ForgetsIt_WhenItStillWaits()
    {
        var scheduler = Scheduler();
        scheduler.Remove(Add(scheduler, "a", prompt: 4), isWhole: false);

        Assert.True(scheduler.Schedule().IsEmpty);
        Assert.Equal(0, scheduler.WaitingCount);
    }

    [Fact]
    public void Add_Throws_WhenItWouldWaitForEver() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Add(Scheduler(cells: 100), "a", prompt: 90, maxNew: 11));

    [Theory]
    [InlineData(3, 16, "StepTokens (3) must be at least Slots (4): each running sequence decodes one token a step.")]
    [InlineData(4, -1, "MaxPassedOver (-1) must not be negative.")]
    public void Constructor_NamesTheSetting_WhenItCannotWork(int stepTokens, int maxPassedOver, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => Scheduler(stepTokens: stepTokens, settings: new SchedulerSettings(maxPassedOver)));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private static Scheduler Scheduler(
        int slots = 4, int cells = 1000, int stepTokens = 512, SchedulerSettings? settings = null, KvLayout layout = KvLayout.Unified) =>
        new(LoopUnderTest.AContext(slots, cells, stepTokens, layout), settings ?? LoopUnderTest.WithoutDrafts);

    private Sequence Add(Scheduler scheduler, string id, int prompt, int maxNew = 10, int priority = 0)
    {
        // No two begin alike.
        int[] tokens = [.. Enumerable.Range(0, prompt).Select(i => ((int)_arrivals + i) % 256)];
        SequenceRequest request = new ASequence().Named(id).WithPrompt(tokens).WithMaxNewTokens(maxNew).WithPriority(priority);
        var sequence = new Sequence(request, new RecordingObserver(), _arrivals++, new SequenceClock(_time));
        scheduler.Add(sequence);
        return sequence;
    }

    /// <summary>Plans a step and does to the sequences what the loop would: one new token to each that reached its end.</summary>
    private static List<string> Run(Scheduler scheduler)
    {
        var plan = scheduler.Schedule();
        List<string> told = [.. plan.Work.Select(work => $"{work.Sequence.Id} {work.First}+{work.Count}{(work.WantsLogits ? " logits" : "")}")];
        foreach (var work in plan.Work)
        {
            scheduler.Computed(work);
            if (work.WantsLogits)
                work.Sequence.Append('x');
        }

        return told;
    }

    private sealed class LongestPromptFirst : ISequenceOrder
    {
        public int Compare(SequenceRequest x, SequenceRequest y) => y.PromptTokens.Length.CompareTo(x.PromptTokens.Length);
    }
}
