using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>Who begins when: by what the cache holds, by what a group's answers have needed, and by what others were promised.</summary>
public sealed class AdmissionTests
{
    // The first token of a prompt says how many tokens its answer has, the end token included.
    private static int UntilTheFirstToken(IReadOnlyList<int> tokens, int promptTokens) =>
        tokens.Count - promptTokens >= tokens[0] - 1 ? LoopUnderTest.End : 'x';

    [Fact]
    public void Step_ComputesASharedBeginningOnce_WhenManyBeginTogether()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 4, stepTokens: 512));
        RecordingObserver[] observers = [.. Enumerable.Range(0, 8).Select(i => test.Submit(new ASequence().Named($"{i}").WithPrompt(Prompt(100, i))))];
        test.RunToEnd();

        Assert.Equal(102 + 7, test.Loop.Activity.PrefillTokens);
        Assert.Equal([0, 101, 101, 101, 101, 101, 101, 101], observers.Select(observer => observer.Result!.CachedTokens));
    }

    [Theory]
    [InlineData(KvLayout.Unified)]
    [InlineData(KvLayout.PerSlot)]
    public void Step_GoesOnFromTheLastTurn_WhenAConversationComesBack(KvLayout layout)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 4, cells: 4000, layout: layout, nextToken: _ => 'x'));
        var first = Prompt(100, 1);
        test.Submit(new ASequence().Named("first").WithPrompt(first).WithMaxNewTokens(20).WithPriority(1));
        test.RunToEnd();
        var second = test.Submit(
            new ASequence().Named("second").WithPrompt([.. first, .. Enumerable.Repeat((int)'x', 20), 'y']).WithMaxNewTokens(5).WithPriority(1));
        test.RunToEnd();

        // The last token that was drawn never got a cell.
        Assert.Equal(121, second.Result!.CachedTokens);
    }

    [Fact]
    public void Step_PrefersWhatTheCacheHolds_WithoutStarvingOthers()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1, cells: 4000, stepTokens: 512, nextToken: _ => 'x'));
        var begun = new List<string>();
        for (var i = 0; i < 80; i++)
        {
            var name = $"{(i % 2 == 0 ? "even" : "odd")} {i}";
            int[] prompt = [i % 2, .. Prompt(200, i)];
            test.Submit(new ASequence().Named(name).WithPrompt(prompt), new RecordingObserver { Started = () => begun.Add(name) });
        }

        test.RunToEnd();

        // Alternating would compute 201 tokens each time; a run ends when the other kind has been passed over 16 times.
        Assert.Equal(80, begun.Count);
        Assert.Equal(17, begun.FindIndex(name => name.StartsWith("odd", StringComparison.Ordinal)));
        Assert.InRange(test.Loop.Activity.PrefillTokens, 80 + 2 * 202, 80 + 8 * 202);
    }

    [Theory]
    [InlineData(KvLayout.Unified)]
    [InlineData(KvLayout.PerSlot)]
    public void Step_LetsGroupsTakeTurns_HoweverManyOneHasWaiting(KvLayout layout)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 2, cells: 400, layout: layout, nextToken: tokens => UntilTheFirstToken(tokens, 2)));
        var begun = new List<string>();
        Submit("large", 200);
        for (var step = 0; step < 40; step++)
            test.Loop.Step();
        var before = begun.Count;
        Submit("small", 5);
        test.RunToEnd();

        // One of each in turn, from where the large one was: the fifth small one is at most the tenth, and two may have been on their way.
        Assert.InRange(before, 10, 190);
        Assert.InRange(begun.FindLastIndex(group => group == "small") - before, 8, 12);
        Assert.Equal(205, begun.Count);

        void Submit(string group, int count)
        {
            for (var i = 0; i < count; i++)
            {
                test.Submit(
                    new ASequence().Named($"{group} {i}").WithPrompt([2, group[0], i]).WithMaxNewTokens(4).OfGroup(group),
                    new RecordingObserver { Started = () => begun.Add(group) });
            }
        }
    }

    [Fact]
    public void Step_BeginsTheLongestFirst_OnceAGroupsLengthsAreKnown()
    {
        // Long prompts have long answers, and nobody is told so: all may have 200 tokens.
        var alike = Run(group: "batch");
        var strangers = Run(group: null);

        // The last five are long, for four slots: in the order of arrival the fifth runs alone.
        Assert.True(alike.Steps < strangers.Steps, $"{alike.Steps} steps in the order of length, {strangers.Steps} in that of arrival");
        Assert.Equal(strangers.DecodeTokens, alike.DecodeTokens);

        static LoopActivity Run(string? group)
        {
            var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 4, cells: 8000, stepTokens: 512, nextToken: tokens =>
                UntilTheFirstToken(tokens, tokens[0] == 10 ? 20 : 200)));
            // The lengths of both kinds become known, then the short ones arrive before the long ones.
            for (var i = 0; i < 80; i++)
            {
                var isLong = i < 10 || i >= 75;
                int[] prompt = [isLong ? 100 : 10, i, .. Enumerable.Range(0, isLong ? 198 : 18).Select(n => n * i % 256)];
                test.Submit(new ASequence().Named($"{i}").WithPrompt(prompt).WithMaxNewTokens(200).OfGroup(group));
            }

            return test.RunToEnd().Loop.Activity;
        }
    }

    [Fact]
    public void Step_LetsGroupsTakeTurns_HoweverLongTheirAnswersAre()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1, cells: 4000, stepTokens: 512, nextToken: tokens => UntilTheFirstToken(tokens, 20)));
        var begun = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var group = i % 2 == 0 ? "long" : "short";
            int[] prompt = [i % 2 == 0 ? 60 : 5, i, .. Enumerable.Range(0, 18).Select(n => n * i % 256)];
            test.Submit(
                new ASequence().Named($"{i}").WithPrompt(prompt).OfGroup(group).WithMaxNewTokens(100),
                new RecordingObserver { Started = () => begun.Add(group) });
        }

        test.RunToEnd();

        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "long" : "short"), begun);
    }

    [Theory]
    [InlineData(CellReserve.Expected)]
    [InlineData(CellReserve.Longest)]
    public void Step_RunsAsManyAsReallyFit_WhenTheyReserveWhatOthersNeeded(CellReserve reserves)
    {
        // Each may have 200 tokens and needs 10; 1,000 cells are room for 4 promises of 220, or for every slot.
        var test = new LoopUnderTest(
            LoopUnderTest.AContext(slots: 16, nextToken: tokens => UntilTheFirstToken(tokens, 20)), new SchedulerSettings(Reserves: reserves));
        for (var i = 0; i < 100; i++)
            test.Submit(
                new ASequence().Named($"{i}").WithPrompt([10, i, .. Enumerable.Range(0, 18).Select(n => n * i % 256)]).OfGroup("g").WithMaxNewTokens(200));
        var most = 0;
        while (test.Loop.Step())
            most = Math.Max(most, test.Loop.Activity.RunningSequences);

        Assert.Equal(reserves == CellReserve.Expected ? 16 : 4, most);
        Assert.Equal(0, test.Loop.Activity.Preemptions);
    }

    [Fact]
    public void Step_GivesTheSameAnswers_WhenEveryExpectationIsTooShort()
    {
        // Ten short answers teach the group to expect 5 tokens; then all take 100, and 300 cells hold two of them.
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 8, cells: 300, stepTokens: 64, nextToken: tokens => UntilTheFirstToken(tokens, 20)));
        List<RecordingObserver> observers = [];
        for (var i = 0; i < 40; i++)
        {
            int[] prompt = [i < 10 ? 5 : 100, i, .. Enumerable.Range(0, 18).Select(n => n * i % 256)];
            observers.Add(test.Submit(new ASequence().Named($"{i}").WithPrompt(prompt).OfGroup("g").WithMaxNewTokens(150)));
        }

        test.RunToEnd();

        Assert.True(test.Loop.Activity.Preemptions > 0);
        Assert.Equal(0, test.Context.KvFullAnswers);
        Assert.All(observers[10..], observer => Assert.Equal(new string('x', 99), observer.Text));
        Assert.All(observers, observer => Assert.Equal(FinishReason.Stop, observer.Result!.FinishReason));
    }

    [Fact]
    public void Drain_LetsThoseGoOnThatHadBegun_EvenWhenTheyGaveTheirSlotBack()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 8, cells: 300, stepTokens: 64, nextToken: tokens => UntilTheFirstToken(tokens, 20)));
        List<RecordingObserver> observers = [];
        for (var i = 0; i < 40; i++)
        {
            int[] prompt = [i < 10 ? 5 : 100, i, .. Enumerable.Range(0, 18).Select(n => n * i % 256)];
            observers.Add(test.Submit(new ASequence().Named($"{i}").WithPrompt(prompt).OfGroup("g").WithMaxNewTokens(150)));
        }

        while (test.Loop.Activity.Preemptions == 0)
            test.Loop.Step();
        test.Loop.Drain();
        test.RunToEnd();

        Assert.All(observers, observer => Assert.Equal(observer.HasStarted, observer.Result is not null));
        Assert.All(observers.Where(observer => !observer.HasStarted), observer => Assert.Equal(SequenceFailure.GivenBackCode, observer.Failure?.Code));
    }

    private static int[] Prompt(int shared, int own) => [.. Enumerable.Range(0, shared).Select(i => i % 26), 200, own];
}
