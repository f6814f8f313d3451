using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Runtime.Contract.Contexts;

public abstract class ContextCancellationContract(RuntimeUnderTest runtime)
{
    private const int Rows = 512;

    private static readonly RandomModelShape Heavy = new(Layers: 8, EmbeddingLength: 512, FeedForwardLength: 1024);

    [Fact]
    public void Decode_IsAborted_AndLeavesNothing_WhenItsTokenIsCancelled()
    {
        using var context = runtime.CreateContext(cells: 1024, slots: 1);

        Assert.Equal(DecodeStatus.Aborted, context.Decode(Step(), new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.GetLogits(Rows - 1).ToArray());

        Assert.Equal(LogitsOf(context), LogitsOfAFreshContext());
    }

    /// <summary>A supervisor tells by it a long step from one that hangs.</summary>
    [Fact]
    public void Progress_RisesManyTimes_WithinOneDecode()
    {
        using var context = runtime.CreateContext(cells: 1024, slots: 1);
        var before = context.Progress;

        Assert.Equal(DecodeStatus.Ok, context.Decode(Step()));

        // llama.cpp asks after each node of the graph: several tens a layer.
        Assert.InRange(context.Progress - before, 20, 1_000_000);
    }

    [Fact]
    public void Decode_CanRunAgain_AfterItWasCancelledInTheMiddle()
    {
        // Micro-steps of 32, some 30 ms each here: those finished before the token is cancelled would stay in the cache.
        using var model = runtime.Load(Heavy);
        using var context = model.CreateContext(new ContextSettings(KvCells: 1024, Slots: 1, MicroStepTokens: 32));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        if (context.Decode(Step(), cancellation.Token) == DecodeStatus.Ok)
            context.RemoveFrom(new SlotId(0), from: 0);

        Assert.Equal(DecodeStatus.Ok, context.Decode(Step()));
    }

    [Fact]
    public async Task Decode_RefusesASecondThread()
    {
        using var model = runtime.Load(Heavy);
        using var context = model.CreateContext(new ContextSettings(KvCells: 1024, Slots: 1));
        using var cancellation = new CancellationTokenSource();
        var refused = false;
        var decoding = Task.Run(() => DecodeUntilCancelled(context, cancellation.Token));

        while (!refused)
        {
            try
            {
                context.RemoveFrom(new SlotId(0), from: Rows);
            }
            catch (InvalidOperationException)
            {
                refused = true;
            }
        }

        await cancellation.CancelAsync();
        await decoding;
        Assert.Equal(DecodeStatus.Ok, TestDecoding.Fill(context, new SlotId(0), cells: 1));
    }

    private static void DecodeUntilCancelled(IRuntimeContext context, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                context.Decode(Step(), cancellationToken);
                context.RemoveFrom(new SlotId(0), from: 0);
            }
            catch (InvalidOperationException)
            {
                // The other thread was inside for a moment.
            }
        }

        context.RemoveFrom(new SlotId(0), from: 0);
    }

    private static float[] LogitsOf(IRuntimeContext context)
    {
        Assert.Equal(DecodeStatus.Ok, context.Decode(Step()));
        return context.GetLogits(Rows - 1).ToArray();
    }

    private float[] LogitsOfAFreshContext()
    {
        using var context = runtime.CreateContext(cells: 1024, slots: 1);
        return LogitsOf(context);
    }

    private static StepInput Step()
    {
        var step = new StepInput(Rows);
        for (var row = 0; row < Rows; row++)
            step.Add(token: row % 256, row, new SlotId(0), wantsLogits: row == Rows - 1);
        return step;
    }
}
