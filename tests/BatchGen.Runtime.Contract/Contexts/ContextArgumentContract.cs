using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Contexts;

/// <summary>Each of these would end the process, hang it or be taken in silence, were it not checked or answered with a status.</summary>
public abstract class ContextArgumentContract(RuntimeUnderTest runtime) : IDisposable
{
    private readonly IRuntimeContext _context = runtime.CreateContext(cells: 256, slots: 2);

    public void Dispose()
    {
        _context.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(256)]
    public void EveryCall_Throws_WhenTheSlotDoesNotExist(int slot)
    {
        Assert.Throws<ArgumentException>(() => TestDecoding.Fill(_context, new SlotId(slot), cells: 1));
        Assert.Throws<ArgumentException>(() => _context.RemoveFrom(new SlotId(slot), from: 0));
        Assert.Throws<ArgumentException>(() => _context.SharePrefix(new SlotId(slot), new SlotId(0), length: 1));
        Assert.Throws<ArgumentException>(() => _context.SharePrefix(new SlotId(0), new SlotId(slot), length: 1));
        Assert.Throws<ArgumentException>(() => _context.CopySequence(new SlotId(slot), new SlotId(0)));
        Assert.Throws<ArgumentException>(() => _context.CopySequence(new SlotId(0), new SlotId(slot)));
    }

    [Fact]
    public void Decode_Throws_WhenTheStepHasMoreTokensThanTheContextTakes() =>
        Assert.Throws<ArgumentException>(() => TestDecoding.Fill(_context, new SlotId(0), _context.Info.StepTokens + 1));

    [Fact]
    public void Decode_Throws_WhenMoreLogitsAreWantedThanThereAreSlots()
    {
        var step = new StepInput(3);
        for (var position = 0; position < 3; position++)
            step.Add(token: 'a', position, new SlotId(0), wantsLogits: true);

        Assert.Throws<ArgumentException>(() => _context.Decode(step));
    }

    [Fact]
    public void Decode_GivesLogitsOfMoreRowsThanSlots_WhenTheContextWasMadeForThem()
    {
        using var context = runtime.SharedModel.CreateContext(new ContextSettings(KvCells: 256, Slots: 2, DraftRows: 3));
        var step = new StepInput(5);
        for (var position = 0; position < 5; position++)
            step.Add(token: 'a', position, new SlotId(0), wantsLogits: true);

        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
        for (var row = 0; row < 5; row++)
            Assert.Equal(runtime.SharedModel.Vocabulary.Size, context.GetLogits(row).Length);
    }

    [Fact]
    public void Decode_Throws_WhenAPositionIsNegative() => Assert.Throws<ArgumentException>(() => _context.Decode(OneToken('a', position: -1)));

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Decode_SaysInvalidInput_WhenTheTokenIsOutOfRange(int token) =>
        Assert.Equal(DecodeStatus.InvalidInput, _context.Decode(OneToken(token, position: 0)));

    [Fact]
    public void Decode_SaysInvalidInput_WhenPositionsHaveAGap()
    {
        TestDecoding.Fill(_context, new SlotId(0), cells: 4);

        Assert.Equal(DecodeStatus.InvalidInput, _context.Decode(OneToken('a', position: 9)));
    }

    [Fact]
    public void Decode_SaysInvalidInput_WhenTheStepIsEmpty() =>
        Assert.Equal(DecodeStatus.InvalidInput, _context.Decode(new StepInput(1)));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(4)]
    public void GetLogits_Throws_WhenTheRowHasNone(int row)
    {
        TestDecoding.Fill(_context, new SlotId(0), cells: 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.GetLogits(row).ToArray());
    }

    [Fact]
    public void GetLogits_Throws_WhenTheLastStepFailed()
    {
        TestDecoding.Fill(_context, new SlotId(0), cells: 1);
        _context.Decode(OneToken(token: -1, position: 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.GetLogits(0).ToArray());
    }

    [Fact]
    public void RemoveFrom_Throws_WhenThePositionIsNegative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.RemoveFrom(new SlotId(0), from: -1));

    [Fact]
    public void SharePrefix_Throws_WhenTheSourceIsShorter()
    {
        TestDecoding.Fill(_context, new SlotId(0), cells: 4);

        Assert.Throws<ArgumentException>(() => _context.SharePrefix(new SlotId(0), new SlotId(1), length: 5));
    }

    [Fact]
    public void SharePrefix_Throws_WhenTheTargetIsInUse()
    {
        TestDecoding.Fill(_context, new SlotId(0), cells: 4);
        TestDecoding.Fill(_context, new SlotId(1), cells: 1);

        Assert.Throws<ArgumentException>(() => _context.SharePrefix(new SlotId(0), new SlotId(1), length: 4));
    }

    [Fact]
    public void SharePrefix_Throws_WhenEverySlotHasCellsOfItsOwn()
    {
        using var context = runtime.CreateContext(cells: 512, slots: 2, KvLayout.PerSlot);
        TestDecoding.Fill(context, new SlotId(0), cells: 4);

        Assert.Throws<InvalidOperationException>(() => context.SharePrefix(new SlotId(0), new SlotId(1), length: 4));
    }

    [Fact]
    public void EveryCall_Throws_AfterDispose()
    {
        _context.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _context.Decode(OneToken('a', position: 0)));
        Assert.Throws<ObjectDisposedException>(() => _context.RemoveFrom(new SlotId(0), from: 0));
        Assert.Throws<ObjectDisposedException>(() => _context.GetLogits(0).ToArray());
        Assert.Throws<ObjectDisposedException>(() => _context.SaveSequence(new SlotId(0)));
        Assert.Throws<ObjectDisposedException>(() => _context.RestoreSequence(new SlotId(0), []));
    }

    private static StepInput OneToken(int token, int position)
    {
        var step = new StepInput(1);
        step.Add(token, position, new SlotId(0), wantsLogits: true);
        return step;
    }
}
