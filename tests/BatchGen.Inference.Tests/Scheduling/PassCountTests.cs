using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Tests.Scheduling;

/// <summary>The rule by hand; that it is llama.cpp's is proved against the library, in BatchGen.Runtime.Contract.</summary>
public sealed class PassCountTests
{
    [Theory]
    [InlineData("0 1 2 3", 1, 1)]
    // A gap begins a new pass, and so does an order that falls.
    [InlineData("0 1 3", 1, 2)]
    [InlineData("3 2 1 0", 1, 4)]
    [InlineData("", 0, 0)]
    // One row each first, then the rest of the two longer ones together: they are neighbours.
    [InlineData("0 1 1 1 2 2 2", 1, 2)]
    // The rest of slots that are no neighbours.
    [InlineData("0 0 0 1 2 2 2", 1, 3)]
    // 8 rows a pass: four slots put two rows each into one.
    [InlineData("0 0 0 0 1 1 1 1 2 2 2 2 3 3 3 3", 2, 2)]
    [InlineData("0 0 0 0 0 0 0 0 0", 2, 2)]
    [InlineData("3 0 3 0", 1, 2)]
    public void Of_CountsThePasses_OfEachLayout(string slots, int unified, int perSlot)
    {
        Assert.Equal(unified, Of(slots, KvLayout.Unified));
        Assert.Equal(perSlot, Of(slots, KvLayout.PerSlot));
    }

    private static int Of(string slots, KvLayout layout)
    {
        int[] rows = [.. slots.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
        var step = new StepInput(64);
        foreach (var slot in rows)
            step.Add(0, 0, new SlotId(slot), wantsLogits: false);
        return new PassCount(new ContextInfo(1024, 1024, 4, 64, 0, 0, layout, MicroStepTokens: 8)).Of(step);
    }
}
