using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>What goes wrong in one sequence, in one step, or in the whole context.</summary>
public sealed class GenerationLoopFailureTests
{
    public static TheoryData<SequenceRequest, string, string> Unusable => new()
    {
        { new ASequence().WithPrompt(0), "empty_prompt", "The prompt has no tokens: send some text." },
        { new ASequence().WithPrompt([1, 263]), "invalid_token", "the token 263, but the model's vocabulary ends at 262" },
        { new ASequence().WithPrompt([-1]), "invalid_token", "the token -1" },
        { new ASequence().WithMaxNewTokens(0), "value_out_of_range", "max_tokens is 0: it must be at least 1." },
        { new ASequence().WithStopTexts("ok", ""), "value_out_of_range", "stop holds a text that is empty or not valid Unicode" },
        { new ASequence().SampledWith(new SamplingSettings(Temperature: 9f)), "value_out_of_range", "temperature is 9: it must be from 0 to 2." },
        { new ASequence().WithPrompt(20).WithContextLimit(20), "context_length_exceeded", "The prompt has 20 tokens, and prompt and answer together may have 20: shorten the prompt to 19 tokens or less" },
        { new ASequence().WithPrompt(900).WithMaxNewTokens(101), "kv_cache_too_small", "The prompt (900 tokens) and the answer (up to 101) need 1001 cells of the KV cache, which gives one sequence 1000 at most" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Step_FailsTheSequenceAtOnce_WhenItCanNeverRun(SequenceRequest request, string code, string message)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        var unusable = test.Submit(request);
        var other = test.Submit(new ASequence().Named("other"));
        test.RunToEnd();

        Assert.Equal(code, unusable.Failure?.Code);
        Assert.Contains(message, unusable.Failure?.Message, StringComparison.Ordinal);
        Assert.False(unusable.HasStarted);
        Assert.NotNull(other.Result);
    }

    [Fact]
    public void Step_FailsTheSecond_WhenTwoHaveTheSameId()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        var first = test.Submit(new ASequence().Named("same"));
        var second = test.Submit(new ASequence().Named("same"));
        test.RunToEnd();
        var later = test.Submit(new ASequence().Named("same"));
        test.RunToEnd();

        Assert.NotNull(first.Result);
        Assert.Equal("duplicate_request_id", second.Failure?.Code);
        Assert.NotNull(later.Result);
    }

    [Fact]
    public void Cancel_FreesTheCells_WhenItRuns()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        var cancelled = test.Submit(new ASequence().Named("cancelled").WithMaxNewTokens(500));
        test.Loop.Step();
        test.Loop.Cancel("cancelled");
        test.Loop.Step();

        Assert.Equal("cancelled", cancelled.Failure?.Code);
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
        Assert.Equal(0, test.Loop.Activity.KvCellsReserved);
    }

    [Fact]
    public void Cancel_TakesItFromTheQueue_WhenItWaits()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1));
        var running = test.Submit(new ASequence().Named("runs"));
        var waiting = test.Submit(new ASequence().Named("waits"));
        test.Loop.Step();
        test.Loop.Cancel("waits");
        test.Loop.Cancel("unknown");
        test.RunToEnd();

        Assert.Equal("cancelled", waiting.Failure?.Code);
        Assert.False(waiting.HasStarted);
        Assert.NotNull(running.Result);
    }

    [Theory]
    [InlineData(DecodeStatus.KvFull)]
    [InlineData(DecodeStatus.InvalidInput)]
    public void Step_FailsThoseInTheStepAndGoesOn_WhenTheStepIsRefused(DecodeStatus status)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 2));
        RecordingObserver[] inStep = [test.Submit(new ASequence().Named("a")), test.Submit(new ASequence().Named("b"))];
        var waiting = test.Submit(new ASequence().Named("c"));
        test.Loop.Step();
        test.Context.Statuses.Enqueue(status);
        test.RunToEnd();

        Assert.All(inStep, observer => Assert.Equal("engine_step_failed", observer.Failure?.Code));
        Assert.NotNull(waiting.Result);
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
    }

    [Fact]
    public void Step_RunsTheStepAgain_WhenItWasAborted()
    {
        var undisturbed = new LoopUnderTest(LoopUnderTest.AContext());
        var expected = undisturbed.Submit(new ASequence().WithPrompt(30));
        undisturbed.RunToEnd();

        var test = new LoopUnderTest(LoopUnderTest.AContext());
        test.Context.Statuses.Enqueue(DecodeStatus.Aborted);
        test.Context.Statuses.Enqueue(DecodeStatus.Ok);
        test.Context.Statuses.Enqueue(DecodeStatus.Aborted);
        var observer = test.Submit(new ASequence().WithPrompt(30));
        test.RunToEnd();

        Assert.Equal(expected.Result?.Text, observer.Result?.Text);
        Assert.Equal(undisturbed.Context.Steps + 2, test.Context.Steps);
    }

    [Fact]
    public void Step_PlansTheSameAgain_WhenItWasCancelled()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 30));
        var observer = test.Submit(new ASequence().WithPrompt(30));
        test.Loop.Step(new CancellationToken(canceled: true));
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
        test.RunToEnd();

        Assert.Equal("abc", observer.Result?.Text);
    }

    [Fact]
    public void Step_FailsEverythingAndThrows_WhenTheBackendFails()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1));
        RecordingObserver[] all = [test.Submit(new ASequence().Named("runs")), test.Submit(new ASequence().Named("waits"))];
        test.Loop.Step();
        test.Context.Statuses.Enqueue(DecodeStatus.Failed);
        var error = Assert.Throws<RuntimeException>(() => test.Loop.Step());

        Assert.Equal("engine_step_failed", error.Code);
        Assert.All(all, observer => Assert.Equal("engine_step_failed", observer.Failure?.Code));
        Assert.Equal("engine_stopped", test.Submit(new ASequence()).Failure?.Code);
        Assert.Equal(0, test.Loop.Activity.RunningSequences + test.Loop.Activity.WaitingSequences);
    }

    [Fact]
    public void Step_GivesEverythingBackAndThrows_WhenADeviceHasNoMemoryLeft()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 1));
        RecordingObserver[] all = [test.Submit(new ASequence().Named("runs")), test.Submit(new ASequence().Named("waits"))];
        test.Loop.Step();
        test.Context.Statuses.Enqueue(DecodeStatus.OutOfMemory);
        var error = Assert.Throws<RuntimeException>(() => test.Loop.Step());

        Assert.Equal(RuntimeException.OutOfMemoryCode, error.Code);
        Assert.All(all, observer => Assert.Equal(SequenceFailure.GivenBackCode, observer.Failure?.Code));
        Assert.Equal(SequenceFailure.GivenBackCode, test.Submit(new ASequence()).Failure?.Code);
    }

    [Fact]
    public void Run_FailsEverythingAndThrows_WhenTheContextThrows()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        var observer = test.Submit(new ASequence());
        test.Context.Dispose();

        Assert.Throws<ObjectDisposedException>(() => test.Loop.Run(CancellationToken.None));
        Assert.Equal("engine_step_failed", observer.Failure?.Code);
    }

    [Fact]
    public void Step_FailsTheSequence_WhenItsLogitsAreBroken()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        var broken = test.Submit(new ASequence().Named("broken").SampledWith(new SamplingSettings(PresencePenalty: 1f)));
        var healthy = test.Submit(new ASequence().Named("healthy").WithPrompt(9));
        test.Context.BreaksLogitsOf = tokens => tokens.Count < 9;
        test.RunToEnd();

        Assert.Equal("degenerate_logits", broken.Failure?.Code);
        Assert.NotNull(healthy.Result);
    }

    public static TheoryData<RecordingObserver> BrokenObservers => new()
    {
        new RecordingObserver { Started = () => throw new IOException("gone") },
        new RecordingObserver { GotText = _ => throw new IOException("gone") },
    };

    [Theory]
    [MemberData(nameof(BrokenObservers))]
    public void Step_EndsTheSequenceAndGoesOn_WhenItsObserverThrows(RecordingObserver broken)
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 5));
        test.Submit(new ASequence().Named("broken").WithPrompt(5), broken);
        var other = test.Submit(new ASequence().Named("other").WithPrompt(5));
        test.RunToEnd();

        Assert.Equal("observer_failed", broken.Failure?.Code);
        Assert.Equal("abc", other.Result?.Text);
        Assert.Equal("broken", Assert.Single(test.ObserverErrors).SequenceId);
        Assert.Equal(0, test.Loop.Activity.KvCellsUsed);
    }

    [Fact]
    public void Step_GoesOn_WhenAnObserverThrowsAtItsEnd()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContextThatSays("abc", promptTokens: 5));
        var broken = test.Submit(new ASequence().Named("broken").WithPrompt(5), new RecordingObserver { Ended = () => throw new IOException("gone") });
        var other = test.Submit(new ASequence().Named("other").WithPrompt(5));
        test.RunToEnd();

        Assert.Equal(1, broken.Ends);
        Assert.NotNull(other.Result);
        Assert.Single(test.ObserverErrors);
    }
}
