using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.Runtime.Contract.Contexts;

/// <summary>What a context takes from the machine: threads, and nothing of the collector's.</summary>
public abstract class ContextCostContract(RuntimeUnderTest runtime)
{
    [Fact]
    public void Create_GivesNoMoreThreadsThanCores()
    {
        using var context = (RuntimeContext)runtime.SharedModel.CreateContext(new ContextSettings(KvCells: 256, Slots: 1, Threads: 5000));

        Assert.InRange(context.Threads, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void Decode_AllocatesNothing()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, new SlotId(0), cells: 16);
        var step = new StepInput(1);
        var before = 0L;
        for (var position = 16; position < 48; position++)
        {
            if (position == 32)
                before = GC.GetAllocatedBytesForCurrentThread();
            step.Clear();
            step.Add(token: 'a', position, new SlotId(0), wantsLogits: true);
            context.Decode(step);
            context.GetLogits(0);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
