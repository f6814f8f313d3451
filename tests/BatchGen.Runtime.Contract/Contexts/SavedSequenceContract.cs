using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Contexts;

/// <summary>A sequence as bytes: it goes on where it was, and bytes that do not fit never reach native code.</summary>
public abstract class SavedSequenceContract(RuntimeUnderTest runtime)
{
    private const int AnswerTokens = 24;
    private const int Cells = 100;

    private static readonly SlotId First = new(0);
    private static readonly SlotId Second = new(1);

    [Theory]
    [InlineData(KvLayout.Unified, true)]
    [InlineData(KvLayout.Unified, false)]
    [InlineData(KvLayout.PerSlot, true)]
    public void RestoreSequence_GivesTheNextLogits_InAnotherSlot(KvLayout layout, bool flashAttention)
    {
        using var context = runtime.SharedModel.CreateContext(
            new ContextSettings(KvCells: 512, Slots: 2, KvType: KvType.F32, KvLayout: layout, FlashAttention: flashAttention));
        TestDecoding.Fill(context, First, Cells);
        var state = context.SaveSequence(First);
        var expected = LogitsAfter(context, First);
        context.RemoveFrom(First, from: 0);

        context.RestoreSequence(Second, state);

        AssertClose(expected, LogitsAfter(context, Second));
    }

    [Fact]
    public void RestoreSequence_GoesOnWithTheAnswer_InAnotherContextBesideOthers()
    {
        var prompt = runtime.Tokens("return the int for the ring of strings in use");
        using var before = runtime.CreateContext(cells: 512, slots: 1);
        var whole = new TestSequence(First, prompt);
        TestDecoding.Run(before, [whole], answerTokens: 1, tokensEach: int.MaxValue);
        var state = before.SaveSequence(First);
        using var after = runtime.CreateContext(cells: 1024, slots: 2);
        TestDecoding.Fill(after, First, Cells);

        after.RestoreSequence(Second, state);
        var sequence = new TestSequence(Second, [.. prompt, .. whole.Answer]);
        sequence.SkipPrefix(prompt.Length);
        TestDecoding.Run(after, [sequence], AnswerTokens - 1, tokensEach: int.MaxValue);

        Assert.Equal(runtime.Alone(prompt, AnswerTokens), whole.Answer.Concat(sequence.Answer));
    }

    [Fact]
    public void RestoreSequence_TakesCellsThatAreNotTogether()
    {
        var state = State();
        using var context = runtime.CreateContext(cells: 256, slots: 3);
        for (var position = 0; position < 120; position++)
            AddOneToEach(context, position);
        context.RemoveFrom(First, from: 0);

        context.RestoreSequence(new SlotId(2), state);

        AssertClose(LogitsOfAFreshContext(), LogitsAfter(context, new SlotId(2)));
    }

    [Fact]
    public void SaveSequence_LeavesTheSlotAsItIs()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, First, Cells);

        Assert.Equal(context.SaveSequence(First), context.SaveSequence(First));
    }

    [Fact]
    public void SaveSequence_TakesTheBytesOfItsCells()
    {
        var shape = new RandomModelShape();
        using var context = runtime.CreateContext(cells: 512, slots: 2);
        TestDecoding.Fill(context, First, Cells);
        TestDecoding.Fill(context, Second, cells: 10);

        // Keys and values of 4 bytes; position, count of owners and owner of each cell; types and row lengths of each layer.
        var kvBytes = Cells * shape.Layers * shape.KvHeads * shape.HeadLength * 2 * sizeof(float);
        var least = kvBytes + (Cells * 12) + (shape.Layers * 24);
        Assert.InRange(context.SaveSequence(First).Length, least, least + 1024);
    }

    [Fact]
    public void SaveSequence_Throws_WhenTheSlotIsEmptyOrDoesNotExist()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);

        Assert.Throws<ArgumentException>(() => context.SaveSequence(First));
        Assert.Throws<ArgumentException>(() => context.SaveSequence(Second));
        Assert.Throws<ArgumentException>(() => context.SaveSequence(new SlotId(-1)));
    }

    [Fact]
    public void RestoreSequence_Throws_WhenTheSlotIsInUseOrDoesNotExist()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, First, Cells);
        var state = context.SaveSequence(First);

        Assert.Throws<ArgumentException>(() => context.RestoreSequence(First, state));
        Assert.Throws<ArgumentException>(() => context.RestoreSequence(Second, state));
        Assert.Throws<ArgumentException>(() => context.RestoreSequence(new SlotId(-1), state));
    }

    [Fact]
    public void RestoreSequence_LeavesTheSlotEmpty_WhenThereIsNoRoom()
    {
        var state = State();
        using var context = runtime.CreateContext(cells: 256, slots: 2);
        TestDecoding.Fill(context, First, context.Info.KvCells - Cells + 1);

        Assert.Equal("sequence_state_refused", Refuse(context, Second, state));

        context.RemoveFrom(First, context.Info.KvCells - Cells - 1);
        context.RestoreSequence(Second, state);
        AssertClose(LogitsOfAFreshContext(), LogitsAfter(context, Second));
    }

    [Fact]
    public void RestoreSequence_Throws_WhenAnotherModelComputedIt()
    {
        // Other weights of the same shape: llama.cpp would take its cells.
        using var model = runtime.Load(new RandomModelShape(DistinctRows: 8));
        using var other = model.CreateContext(new ContextSettings(KvCells: 256, Slots: 1, KvType: KvType.F32));
        TestDecoding.Fill(other, First, Cells);

        Assert.Equal("sequence_state_foreign", Refuse(other.SaveSequence(First)));
    }

    [Theory]
    [InlineData(KvType.F16, KvLayout.Unified, true)]
    [InlineData(KvType.F32, KvLayout.PerSlot, true)]
    [InlineData(KvType.F32, KvLayout.Unified, false)]
    public void RestoreSequence_Throws_WhenTheCacheIsAnother(KvType type, KvLayout layout, bool flashAttention)
    {
        using var other = runtime.SharedModel.CreateContext(
            new ContextSettings(KvCells: 512, Slots: 2, KvType: type, KvLayout: layout, FlashAttention: flashAttention));
        TestDecoding.Fill(other, First, Cells);

        Assert.Equal("sequence_state_foreign", Refuse(other.SaveSequence(First)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(20_000)]
    public void RestoreSequence_Throws_WhenTheBytesEndEarly(int length) => Assert.Equal("sequence_state_invalid", Refuse(State()[..length]));

    [Fact]
    public void RestoreSequence_Throws_WhenAByteIsDamaged()
    {
        var state = State();
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        // The first 256 bytes hold the counts that native code would trust.
        for (var index = 0; index < state.Length; index += index < 256 ? 1 : 997)
        {
            state[index] ^= 0xFF;
            Assert.Equal("sequence_state_invalid", Refuse(context, First, state));
            state[index] ^= 0xFF;
        }
    }

    private static void AddOneToEach(IRuntimeContext context, int position)
    {
        var step = new StepInput(2);
        step.Add(token: 'x', position, First, wantsLogits: false);
        step.Add(token: 'y', position, Second, wantsLogits: false);
        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
    }

    private byte[] State()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, First, Cells);
        return context.SaveSequence(First);
    }

    private string Refuse(byte[] state)
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        return Refuse(context, First, state);
    }

    private static string Refuse(IRuntimeContext context, SlotId slot, byte[] state) =>
        Assert.Throws<RuntimeException>(() => context.RestoreSequence(slot, state)).Code;

    private float[] LogitsOfAFreshContext()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, First, Cells);
        return LogitsAfter(context, First);
    }

    private static float[] LogitsAfter(IRuntimeContext context, SlotId slot)
    {
        var step = new StepInput(1);
        step.Add(token: 'b', position: Cells, slot, wantsLogits: true);
        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
        return context.GetLogits(0).ToArray();
    }

    /// <summary>
    /// Cells elsewhere in the cache may be summed in another order; a wrong cell is off by the logits' own size, about 1.
    /// On CPUs the logits were the same to the bit.
    /// </summary>
    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual, (first, second) => Math.Abs(first - second)), difference => Assert.InRange(difference, 0, 0.0001f));
}
