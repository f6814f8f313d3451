using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>Drafts change how long an answer takes and nothing else.</summary>
public sealed class DraftingTests
{
    private const int PromptTokens = 60;

    private static readonly SamplingSettings[] Samplings =
    [
        SamplingSettings.Greedy,
        new(1.2f, Seed: 5),
        new(0.8f, TopK: 20, FrequencyPenalty: 0.3f, Seed: 6),
    ];

    [Theory]
    [InlineData(KvLayout.Unified, 1, 7)]
    [InlineData(KvLayout.Unified, 4, 28)]
    [InlineData(KvLayout.Unified, 4, 3)]
    [InlineData(KvLayout.PerSlot, 1, 7)]
    [InlineData(KvLayout.PerSlot, 4, 28)]
    public void Step_GivesTheSameResults_WithAndWithoutDrafts(KvLayout layout, int slots, int draftRows)
    {
        var with = Run(layout, slots, draftRows, rowCost: 0.01, out var drafted);
        var without = Run(layout, slots, draftRows, rowCost: 0, out var plain);

        for (var i = 0; i < plain.Count; i++)
        {
            var expected = plain[i].Result!;
            var actual = drafted[i].Result!;
            Assert.Equal(expected.Text, actual.Text);
            Assert.Equal(expected.Text, drafted[i].Text);
            Assert.Equal(expected.FinishReason, actual.FinishReason);
            Assert.Equal(expected.CompletionTokens, actual.CompletionTokens);
            Assert.Equal(expected.Tokens?.Select(token => token.Drawn.LogProbability), actual.Tokens?.Select(token => token.Drawn.LogProbability));
        }

        var activity = with.Loop.Activity;
        Assert.True(activity.HitTokens > 0);
        Assert.Equal(0, without.Loop.Activity.DraftedTokens);
        Assert.Equal(without.Loop.Activity.DecodeTokens, activity.DecodeTokens);
        Assert.True(activity.Passes < without.Loop.Activity.Passes);
        Assert.Equal(0, with.Context.KvFullAnswers);
        Assert.Equal(with.Context.CellsUsed, activity.KvCellsUsed + activity.KvCellsKept);
    }

    [Fact]
    public void Step_SavesMostSteps_WhenTheAnswerRepeatsThePrompt()
    {
        var test = Copying(rowCost: 0.05);

        // 60 tokens in drafts of up to 7 and one that the model draws by itself.
        Assert.InRange(test.Loop.Activity.Steps, 8, 16);
        Assert.InRange(Copying(rowCost: 0).Loop.Activity.Steps, PromptTokens, PromptTokens + 2);

        static LoopUnderTest Copying(double rowCost)
        {
            var test = new LoopUnderTest(
                LoopUnderTest.AContext(slots: 1, draftRows: 7, nextToken: tokens => tokens[tokens.Count - PromptTokens]), new SchedulerSettings(DraftRowCost: rowCost));
            var observer = test.Submit(new ASequence().WithPrompt(Text(1)).WithMaxNewTokens(PromptTokens));
            test.RunToEnd();
            Assert.Equal(PromptTokens, observer.Result!.CompletionTokens);
            return test;
        }
    }

    [Theory]
    // Cells per slot want equal rows of everybody: who has no draft computes rows for nothing, while that costs less than it saves.
    [InlineData(KvLayout.Unified, 8, 0.5)]
    [InlineData(KvLayout.PerSlot, 8, 0.5)]
    [InlineData(KvLayout.PerSlot, 6, 0.9)]
    [InlineData(KvLayout.PerSlot, 1, 1.02)]
    public void Step_SavesPasses_WhenMostAnswersRepeatTheirPrompt(KvLayout layout, int copying, double share)
    {
        long with = Passes(rowCost: 0.05), without = Passes(rowCost: 0);

        Assert.True(with <= without * share, $"{with} of {without} passes");

        long Passes(double rowCost)
        {
            var test = new LoopUnderTest(
                LoopUnderTest.AContext(
                    8,
                    cells: 8 * 200,
                    stepTokens: 512,
                    layout,
                    tokens => tokens[0] % 8 < copying ? tokens[tokens.Count - PromptTokens] : tokens.Count * 7 % 250,
                    draftRows: 56),
                new SchedulerSettings(DraftRowCost: rowCost));
            for (var i = 0; i < 64; i++)
                test.Submit(new ASequence().Named($"{i}").WithPrompt([i, .. Text(i)[1..]]).WithMaxNewTokens(PromptTokens).OfGroup("g"));
            return test.RunToEnd().Loop.Activity.Passes;
        }
    }

    [Fact]
    public void Step_StopsDrafting_WhenDraftsAreNeverHit()
    {
        // The text repeats itself, and the model never says what came then.
        var test = new LoopUnderTest(
            LoopUnderTest.AContext(slots: 1, cells: 4000, draftRows: 7, nextToken: tokens => tokens.Count % 4 == 0 ? tokens.Count / 4 % 250 : 'x'),
            new SchedulerSettings());
        test.Submit(new ASequence().WithPrompt(PromptTokens).WithMaxNewTokens(2000).OfGroup("g"));
        test.RunToEnd();

        Assert.InRange(test.Loop.Activity.DraftedTokens, 1, 300);
        Assert.True(test.Loop.Activity.HitTokens < test.Loop.Activity.DraftedTokens / 4);
    }

    /// <summary>The same texts, of which nine in ten tokens are hit, on a device that waits for memory and on one that computes.</summary>
    [Theory]
    [InlineData(KvLayout.Unified, 10, 0.1, 0.3, 0.02)]
    [InlineData(KvLayout.Unified, 10, 20, 0.9, 0.02)]
    [InlineData(KvLayout.PerSlot, 10, 0.1, 0.3, 0.02)]
    [InlineData(KvLayout.PerSlot, 10, 20, 0.9, 0.02)]
    public void Step_DraftsByWhatRowsHaveTaken(KvLayout layout, double passMs, double rowMs, double mostOfPasses, double within)
    {
        const int Slots = 4, Tokens = 600;
        var without = Passes(cost: 0, out _);
        var with = Passes(cost: null, out var activity);

        Assert.InRange(activity.DraftRowCost, rowMs / passMs * (1 - within), rowMs / passMs * (1 + within));
        if (mostOfPasses < 0.5)
            Assert.True(with <= without * mostOfPasses, $"{with} of {without} passes");
        else
            Assert.True(with >= without * mostOfPasses, $"{with} of {without} passes, {activity.DraftedTokens} drafted");

        long Passes(double? cost, out LoopActivity activity)
        {
            var test = new LoopUnderTest(
                LoopUnderTest.AContext(
                    Slots, cells: Slots * 1000, stepTokens: 64, layout, tokens => tokens.Count % 10 == 9 ? tokens[0] : tokens[tokens.Count - PromptTokens], 28),
                new SchedulerSettings(DraftRowCost: cost));
            for (var i = 0; i < Slots; i++)
                test.Submit(new ASequence().Named($"{i}").WithPrompt([i, .. Text(i)[1..]]).WithMaxNewTokens(Tokens).OfGroup("g"));
            var passes = new PassCount(test.Context.Info);
            test.Context.OnStep = step => test.Time.Advance(TimeSpan.FromMilliseconds((passes.Of(step) * passMs) + (step.Count * rowMs)));
            activity = test.RunToEnd().Loop.Activity;
            return activity.Passes;
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(16, 7)]
    [InlineData(256, 5)]
    public void TokensToDraft_GrowsWithTheHits_AndShrinksWithTheRows(int rows, int afterHits)
    {
        var record = new DraftRecord();
        for (var i = 0; i < 200; i++)
            record.Learn(4, i % 20 == 0 ? 3 : 4);
        Assert.Equal(afterHits, record.TokensToDraft(rows, 0.05));

        for (var i = 0; i < 500; i++)
            record.Learn(4, 0);
        Assert.Equal(0, record.TokensToDraft(rows, 0.05));
    }

    [Fact]
    public void Continue_FindsTheLastTimeTheSameTokensStoodTogether()
    {
        var index = new NgramIndex(64);
        int[] text = [1, 2, 3, 4, 5, 1, 2, 3, 6, 7, 1, 2, 3];
        Assert.True(index.Continue(text.AsSpan(0, 5)).IsEmpty);
        Assert.Equal([4, 5, 1, 2, 3], index.Continue(text.AsSpan(0, 8)).ToArray());
        Assert.Equal([6, 7, 1, 2, 3], index.Continue(text).ToArray());
        Assert.True(index.Continue([.. text, 9]).IsEmpty);
        Assert.True(new NgramIndex(4).Continue([1, 2]).IsEmpty);
    }

    private static LoopUnderTest Run(KvLayout layout, int slots, int draftRows, double rowCost, out List<RecordingObserver> observers)
    {
        var test = new LoopUnderTest(
            LoopUnderTest.AContext(slots, cells: 200 * slots, stepTokens: 64, layout, MostlyCopies, draftRows),
            new SchedulerSettings(DraftRowCost: rowCost));
        observers = [];
        for (var i = 0; i < 30; i++)
        {
            var sequence = new ASequence().Named($"{i}").WithPrompt(Text(i)).WithMaxNewTokens(20 + i * 3).OfGroup(i % 3 == 0 ? null : "g")
                .SampledWith(Samplings[i % Samplings.Length]);
            if (i % 4 == 0)
                sequence = sequence.TellingTokens(2);
            if (i % 5 == 0)
                sequence = sequence.WithStopTexts("jk", "q");
            observers.Add(test.Submit(sequence));
        }

        return test.RunToEnd();
    }

    /// <summary>Goes on as the text did one prompt ago, but for every ninth token, and ends now and then.</summary>
    private static int MostlyCopies(IReadOnlyList<int> tokens)
    {
        var answer = tokens.Count - PromptTokens;
        if (answer > 70 && tokens[0] % 2 == 0)
            return LoopUnderTest.End;
        return answer % 9 == 8 ? (answer + tokens[0]) % 250 : tokens[answer];
    }

    private static int[] Text(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, PromptTokens).Select(_ => random.Next('a', 'z'))];
    }
}
