using BatchGen.Inference.Scheduling;
using BatchGen.Testing.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>An engine that is to be loaded again ends what it began and begins nothing more.</summary>
public sealed class GenerationLoopDrainTests
{
    [Fact]
    public void Drain_FinishesWhatRuns_AndGivesBackWhatWaits()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext(slots: 2, nextToken: _ => 'x'));
        var observers = Enumerable.Range(0, 5).Select(i => test.Submit(new ASequence().Named($"{i}"))).ToList();
        test.Loop.Step();

        test.Loop.Drain();
        test.RunToEnd();

        Assert.All(observers[..2], observer => Assert.Equal(8, observer.Result?.CompletionTokens));
        Assert.All(observers[2..], observer => Assert.Equal(SequenceFailure.GivenBackCode, observer.Failure?.Code));
        Assert.All(observers, observer => Assert.Equal(1, observer.Ends));
        Assert.Equal(0, test.Loop.Activity.KvCellsReserved);
    }

    [Fact]
    public void Drain_GivesBackAtOnce_WhatComesLater()
    {
        var test = new LoopUnderTest(LoopUnderTest.AContext());
        test.Loop.Drain();

        var late = test.Submit(new ASequence());
        test.RunToEnd();

        Assert.Equal(SequenceFailure.GivenBackCode, late.Failure?.Code);
        Assert.False(late.HasStarted);
    }
}
