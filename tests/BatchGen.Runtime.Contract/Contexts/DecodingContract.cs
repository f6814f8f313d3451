using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Contexts;

public abstract class DecodingContract(RuntimeUnderTest runtime)
{
    private const int AnswerTokens = 24;

    private static readonly string[] Prompts = ["def add(a, b):", "写一个函数", "return the int for the ring of strings in use", "x"];

    [Theory]
    [InlineData(KvLayout.Unified, int.MaxValue)]
    [InlineData(KvLayout.Unified, 3)]
    [InlineData(KvLayout.PerSlot, int.MaxValue)]
    [InlineData(KvLayout.PerSlot, 3)]
    public void Decode_GivesEachSequenceTheAnswerItHasAlone(KvLayout layout, int tokensEach)
    {
        using var context = runtime.CreateContext(cells: 1024, slots: Prompts.Length, layout);
        var sequences = Prompts.Select((prompt, index) => new TestSequence(new SlotId(index), runtime.Tokens(prompt))).ToList();

        TestDecoding.Run(context, sequences, AnswerTokens, tokensEach);

        foreach (var sequence in sequences)
            Assert.Equal(runtime.Alone(runtime.Tokens(Prompts[sequence.Slot.Value]), AnswerTokens), sequence.Answer);
    }

    [Fact]
    public void SharePrefix_GivesTheAnswerOfTheWholePrompt()
    {
        var prefix = runtime.Tokens("You are an assistant. ");
        var first = prefix.Concat(runtime.Tokens("Add.")).ToArray();
        var second = prefix.Concat(runtime.Tokens("Subtract!")).ToArray();
        using var context = runtime.CreateContext(cells: 512, slots: 2);
        TestDecoding.Run(context, [new TestSequence(new SlotId(0), first)], answerTokens: 1, tokensEach: int.MaxValue);

        context.SharePrefix(new SlotId(0), new SlotId(1), prefix.Length);
        context.RemoveFrom(new SlotId(0), from: 0);
        var sequence = new TestSequence(new SlotId(1), second);
        sequence.SkipPrefix(prefix.Length);
        TestDecoding.Run(context, [sequence], AnswerTokens, tokensEach: int.MaxValue);

        Assert.Equal(runtime.Alone(second, AnswerTokens), sequence.Answer);
    }

    [Theory]
    [InlineData(KvLayout.Unified)]
    [InlineData(KvLayout.PerSlot)]
    public void CopySequence_LetsBothGoOn_WhateverBecomesOfTheOther(KvLayout layout)
    {
        var prefix = runtime.Tokens("You are an assistant. ");
        var first = prefix.Concat(runtime.Tokens("Add.")).ToArray();
        var second = prefix.Concat(runtime.Tokens("Subtract!")).ToArray();
        using var context = runtime.CreateContext(cells: 1024, slots: 3, layout);
        TestDecoding.Run(context, [new TestSequence(new SlotId(0), first)], answerTokens: 1, tokensEach: int.MaxValue);

        // A chain, and both sources are cut before the next step copies anything.
        context.CopySequence(new SlotId(0), new SlotId(2));
        context.CopySequence(new SlotId(2), new SlotId(1));
        context.RemoveFrom(new SlotId(2), from: 0);
        context.RemoveFrom(new SlotId(1), prefix.Length);
        var sequence = new TestSequence(new SlotId(1), second);
        sequence.SkipPrefix(prefix.Length);
        var original = new TestSequence(new SlotId(0), first);
        original.SkipPrefix(first.Length - 1);
        context.RemoveFrom(new SlotId(0), first.Length - 1);
        TestDecoding.Run(context, [original, sequence], AnswerTokens, tokensEach: int.MaxValue);

        Assert.Equal(runtime.Alone(second, AnswerTokens), sequence.Answer);
        Assert.Equal(runtime.Alone(first, AnswerTokens), original.Answer);
    }

    [Fact]
    public void CopySequence_Throws_WhenThereIsNothingOrNoRoom()
    {
        using var context = runtime.CreateContext(cells: 512, slots: 2);
        Assert.Throws<ArgumentException>(() => context.CopySequence(new SlotId(0), new SlotId(1)));
        TestDecoding.Fill(context, new SlotId(0), cells: 4);
        TestDecoding.Fill(context, new SlotId(1), cells: 4);

        Assert.Throws<ArgumentException>(() => context.CopySequence(new SlotId(0), new SlotId(1)));
    }

    [Fact]
    public void RemoveFrom_LetsASlotGoOnFromThere()
    {
        var kept = runtime.Tokens("The same beginning, ");
        var dropped = kept.Concat(runtime.Tokens("and an end to forget")).ToArray();
        var wanted = kept.Concat(runtime.Tokens("another end")).ToArray();
        using var context = runtime.CreateContext(cells: 512, slots: 1);
        TestDecoding.Run(context, [new TestSequence(new SlotId(0), dropped)], AnswerTokens, tokensEach: int.MaxValue);

        context.RemoveFrom(new SlotId(0), kept.Length);
        var sequence = new TestSequence(new SlotId(0), wanted);
        sequence.SkipPrefix(kept.Length);
        TestDecoding.Run(context, [sequence], AnswerTokens, tokensEach: int.MaxValue);

        Assert.Equal(runtime.Alone(wanted, AnswerTokens), sequence.Answer);
    }

    [Fact]
    public void Decode_SaysKvFull_AndWorksAgainAfterCellsAreRemoved()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 2);
        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(0), context.Info.KvCells - 4));

        Assert.Equal(DecodeStatus.KvFull, TestDecoding.Fill(context, new SlotId(1), cells: 8));
        context.RemoveFrom(new SlotId(0), from: 100);

        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(1), cells: 8));
    }

    [Fact]
    public void Decode_RunsInTwoContextsOfOneModel()
    {
        using var first = runtime.CreateContext(cells: 256, slots: 1);
        using var second = runtime.CreateContext(cells: 256, slots: 1);
        var prompt = runtime.Tokens(Prompts[0]);
        var one = new TestSequence(new SlotId(0), prompt);
        var two = new TestSequence(new SlotId(0), prompt);

        for (var answer = 1; answer <= AnswerTokens; answer++)
        {
            TestDecoding.Run(first, [one], answer, tokensEach: int.MaxValue);
            TestDecoding.Run(second, [two], answer, tokensEach: int.MaxValue);
        }

        Assert.Equal(one.Answer, two.Answer);
    }

    [Theory]
    [InlineData(KvType.F16)]
    [InlineData(KvType.Q8_0)]
    [InlineData(KvType.Q4_0)]
    public void Decode_Works_WithEveryKvType(KvType type)
    {
        using var context = runtime.SharedModel.CreateContext(new ContextSettings(KvCells: 256, Slots: 1, KvType: type));

        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(0), cells: 100));
        Assert.DoesNotContain(context.GetLogits(99).ToArray(), float.IsNaN);
    }
}
