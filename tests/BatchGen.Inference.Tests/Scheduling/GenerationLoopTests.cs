using BatchGen.Inference.Answers;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing;
using BatchGen.Testing.Runtime;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>One sequence's way, and what the loop says of itself.</summary>
public sealed class GenerationLoopTests
{
    [Fact]
    public void Step_SaysNo_WhenThereIsNothingToDo() =>
        Assert.False(new LoopUnderTest(LoopUnderTest.AContext()).Loop.Step());

    [Fact]
    public void Step_GivesTheAnswerAsItGrows_WhenASequenceRuns()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("代码", promptTokens: 5));
        var observer = test.Submit(new ASequence().WithPrompt(5).WithMaxNewTokens(20));
        test.RunToEnd();

        Assert.True(observer.HasStarted);
        Assert.Equal(["代", "码"], observer.Deltas);
        Assert.Equal("代码", observer.Result?.Text);
        Assert.Equal(FinishReason.Stop, observer.Result?.FinishReason);
        Assert.Equal(5, observer.Result?.PromptTokens);
        // Six bytes and the end token.
        Assert.Equal(7, observer.Result?.CompletionTokens);
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
    }

    [Theory]
    [InlineData("one two", 20, "", "one two", FinishReason.Stop)]
    [InlineData("one two", 3, "", "one", FinishReason.Length)]
    [InlineData("one two", 20, " t", "one", FinishReason.Stop)]
    public void Step_EndsTheAnswer_ForEachReason(string says, int maxNewTokens, string stop, string text, FinishReason reason)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays(says, promptTokens: 5));
        var observer = test.Submit(
            new ASequence().WithPrompt(5).WithMaxNewTokens(maxNewTokens).WithStopTexts(stop.Length > 0 ? [stop] : []));
        test.RunToEnd();

        Assert.Equal(text, observer.Result?.Text);
        Assert.Equal(text, observer.Text);
        Assert.Equal(reason, observer.Result?.FinishReason);
        Assert.Equal(1, observer.Ends);
    }

    [Fact]
    public void Step_TellsTheTokensOfTheAnswer_OnlyWhenAsked()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("ab", promptTokens: 5));
        var asking = test.Submit(new ASequence().Named("asking").WithPrompt(5).TellingTokens(2));
        var other = test.Submit(new ASequence().Named("other").WithPrompt(5));
        test.RunToEnd();

        Assert.Null(other.Result!.Tokens);
        Assert.Equal("ab", string.Concat(asking.Result!.Tokens!.Select(token => (char)token.Drawn.Bytes.Span[0])));
        Assert.All(asking.Result.Tokens!, token =>
        {
            Assert.Equal(2, token.Likeliest.Count);
            // Greedy: the drawn one is the likeliest.
            Assert.Equal(token.Drawn.LogProbability, token.Likeliest[0].LogProbability);
            Assert.InRange(token.Drawn.LogProbability, token.Likeliest[1].LogProbability, 0);
        });
    }

    [Fact]
    public void Step_StopsAtTheContextLimit_WhenMoreWasAskedFor()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("x", promptTokens: 5, endsThen: false));
        var observer = test.Submit(new ASequence().WithPrompt(5).WithMaxNewTokens(100).WithContextLimit(12));
        test.RunToEnd();

        Assert.Equal(7, observer.Result?.CompletionTokens);
        Assert.Equal(FinishReason.Length, observer.Result?.FinishReason);
    }

    [Fact]
    public void Step_MeasuresEachPhase_WhenASequenceWaitsPrefillsAndDecodes()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 100));
        var observer = test.Submit(new ASequence().WithPrompt(100).WithMaxNewTokens(20));
        test.Time.Advance(TimeSpan.FromSeconds(3));
        test.RunToEnd();

        // 100 prompt tokens take two steps of 64; then "b", "c" and the end take one each. The clock moves between steps.
        Assert.Equal(
            new SequenceTimings(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(30)),
            observer.Result?.Timings);
        Assert.Equal([64, 36, 1, 1, 1], test.Context.StepSizes);
    }

    [Fact]
    public void Activity_CountsWhatWasDone_AfterEachStep()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 5));
        Assert.Equal(new LoopActivity(0, 0, 0, 0, 1000, 0, 0, 0), test.Loop.Activity);
        for (var i = 0; i < 5; i++)
            test.Submit(new ASequence().Named($"{i}").WithPrompt(5).WithMaxNewTokens(20));
        test.Loop.Step();

        Assert.Equal(new LoopActivity(4, 1, 20, 100, 1000, 20, 4, 1) { Passes = 1, Progress = 1 }, test.Loop.Activity);
        test.RunToEnd();
        Assert.Equal(0, test.Loop.Activity.RunningSequences);
        Assert.Equal(0, test.Loop.Activity.KvCellsReserved);
        Assert.Equal(25, test.Loop.Activity.PrefillTokens);
        Assert.Equal(20, test.Loop.Activity.DecodeTokens);
    }

    [Fact]
    public void Activity_ShowsWhatRunsAndHowItGetsOn_WithinTheFirstStep()
    {
        var context = LoopUnderTest.AContextThatSays("abc", promptTokens: 5);
        var test = new LoopUnderTest(context);
        var seen = new List<LoopActivity>();
        context.OnDecode = () =>
        {
            for (context.Progress = 0; context.Progress < 3; context.Progress++)
                seen.Add(test.Loop.Activity);
        };
        test.Submit(new ASequence().WithPrompt(5).WithMaxNewTokens(20));

        test.Loop.Step();

        Assert.Equal([1, 1, 1], seen.Select(activity => activity.RunningSequences));
        Assert.Equal([0, 1, 2], seen.Select(activity => activity.Progress));
    }

    [Fact]
    public async Task Activity_IsAwake_WhileThereIsSomethingToDo()
    {
        var context = LoopUnderTest.AContextThatSays("abc", promptTokens: 5);
        var test = new LoopUnderTest(context);
        var isAwakeWithin = false;
        context.OnDecode = () => isAwakeWithin = test.Loop.Activity.IsAwake;
        using var end = new CancellationTokenSource();
        var running = Task.Factory.StartNew(() => test.Loop.Run(end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var observer = test.Submit(new ASequence().WithPrompt(5).WithMaxNewTokens(20));
        await Patience.UntilAsync(() => observer.Result is not null && !test.Loop.Activity.IsAwake, "the loop's sleep");
        await end.CancelAsync();
        await running;

        Assert.True(isAwakeWithin);
    }

    [Fact]
    public void Step_SamplesEachSequenceByItsOwnSettings_WhenTheyRunTogether()
    {
        var together = new LoopUnderTest(LoopUnderTest.AContext());
        SamplingSettings[] settings = [SamplingSettings.Greedy, new(1.5f, Seed: 1), new(1.5f, Seed: 1), new(1.5f, Seed: 2)];
        RecordingObserver[] observers = [.. settings.Select((sampling, i) =>
            together.Submit(new ASequence().Named($"{i}").WithMaxNewTokens(30).SampledWith(sampling)))];
        together.RunToEnd();

        string?[] texts = [.. observers.Select(observer => observer.Result?.Text)];
        Assert.Equal(texts[1], texts[2]);
        Assert.Equal(3, texts.Distinct().Count());
    }

    /// <summary>
    /// What is drawn comes of the seed and of the sequence alone. That a real model's numbers
    /// differ in their last bits beside other work is not the loop's doing.
    /// </summary>
    [Fact]
    public void Step_DrawsTheSame_AloneAndBesideOtherWork_WhenTheSeedIsTheSame()
    {
        SequenceRequest seeded = new ASequence().Named("seeded").WithMaxNewTokens(40).SampledWith(new SamplingSettings(1.3f, TopP: 0.95f, Seed: 7));
        var alone = new LoopUnderTest(LoopUnderTest.AContext());
        var first = alone.Submit(seeded);
        alone.RunToEnd();

        var beside = new LoopUnderTest(LoopUnderTest.AContext());
        for (var i = 0; i < 5; i++)
            beside.Submit(
                new ASequence().Named($"{i}").WithPrompt(9 + (7 * i)).WithMaxNewTokens(20 + i).SampledWith(new SamplingSettings(1.3f, Seed: (ulong)i)));
        beside.Loop.Step();
        var second = beside.Submit(seeded);
        beside.RunToEnd();

        Assert.NotNull(first.Result);
        Assert.Equal(first.Result.Text, second.Result?.Text);
    }

    [Fact]
    public void Step_TellsTheSamplerWhatItDrew_WhenRepetitionIsPenalized()
    {
        // The fake gives 'x' a logit of 10 and everything else 0: five times 2 off, and the lowest id is as good.
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("x", promptTokens: 5, endsThen: false));
        var observer = test.Submit(
            new ASequence().WithPrompt(5).WithMaxNewTokens(6).SampledWith(new SamplingSettings(FrequencyPenalty: 2f)));
        test.RunToEnd();

        Assert.Equal("xxxxx\0", observer.Result?.Text);
    }

    [Fact]
    public void Run_SleepsAndWakes_UntilItIsCancelled()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 5));
        using var cancellation = new CancellationTokenSource();
        using var ended = new SemaphoreSlim(0);
        var thread = new Thread(() => test.Loop.Run(cancellation.Token));
        thread.Start();
        for (var i = 0; i < 3; i++)
        {
            var observer = test.Submit(
                new ASequence().WithPrompt(5).WithMaxNewTokens(20), new RecordingObserver { Ended = () => ended.Release() });
            ended.Wait();
            Assert.Equal("abc", observer.Result?.Text);
        }

        cancellation.Cancel();
        thread.Join();
        Assert.Equal("engine_stopped", test.Submit(new ASequence()).Failure?.Code);
    }

    [Fact]
    public void Submit_EndsEachSequenceOnce_WhenManyThreadsSubmitAndCancel()
    {
        const int Threads = 4;
        const int Each = 100;
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        using var cancellation = new CancellationTokenSource();
        using var ended = new CountdownEvent(Threads * Each);
        var runner = new Thread(() => test.Loop.Run(cancellation.Token));
        runner.Start();
        var observers = new RecordingObserver[Threads * Each];
        Parallel.For(0, Threads, thread =>
        {
            for (var i = thread * Each; i < (thread + 1) * Each; i++)
            {
                observers[i] = test.Submit(new ASequence().Named($"{i}"), new RecordingObserver { Ended = () => ended.Signal() });
                if (i % 3 == 0)
                    test.Loop.Cancel($"{i}");
            }
        });
        ended.Wait();
        cancellation.Cancel();
        runner.Join();

        Assert.All(observers, observer => Assert.Equal(1, observer.Ends));
        Assert.Empty(test.ObserverErrors);
        Assert.All(observers, observer => Assert.True(observer.Result is not null || observer.Failure?.Code == "cancelled"));
    }

    [Fact]
    public void Run_FailsWhatIsLeft_WhenItIsCancelled()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1));
        using var cancellation = new CancellationTokenSource();
        var running = test.Submit(
            new ASequence().Named("runs"), new RecordingObserver { Started = cancellation.Cancel });
        var waiting = test.Submit(new ASequence().Named("waits"));
        test.Loop.Run(cancellation.Token);

        Assert.Equal("engine_stopped", running.Failure?.Code);
        Assert.Equal("engine_stopped", waiting.Failure?.Code);
        Assert.False(waiting.HasStarted);
    }

    [Fact]
    public void Constructor_Refuses_WhenTheSettingsCannotWork() =>
        Assert.Throws<ArgumentException>(() => new LoopUnderTest(LoopUnderTest.AContext(slots: 8, stepTokens: 4)));

    [Fact]
    public void Decode_NeverGetsMoreThanAStep_WhenManyPromptsWait()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(stepTokens: 16));
        for (var i = 0; i < 8; i++)
            test.Submit(new ASequence().Named($"{i}").WithPrompt(50));
        test.RunToEnd();

        Assert.Equal(16, test.Context.StepSizes.Max());
    }
}
