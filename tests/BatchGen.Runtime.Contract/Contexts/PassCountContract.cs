using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract.Contexts;

/// <summary>The replay of how llama.cpp cuts a step into passes, against llama.cpp itself, which is heard at its first layer.</summary>
public abstract class PassCountContract(RuntimeUnderTest runtime)
{
    private const int Slots = 6;
    private const int Steps = 60;

    [Theory]
    [InlineData(KvLayout.Unified, 8)]
    [InlineData(KvLayout.PerSlot, 8)]
    [InlineData(KvLayout.PerSlot, 4)]
    [InlineData(KvLayout.PerSlot, 32)]
    public void Of_IsWhatTheLibraryDoes_ForRandomSteps(KvLayout layout, int microStepTokens)
    {
        var model = Assert.IsAssignableFrom<ILayerWatching>(runtime.SharedModel);
        var passes = 0;
        var settings = new ContextSettings(Slots * 256, Slots, StepTokens: 64, microStepTokens, KvLayout: layout);
        using var context = model.CreateWatchedContext(settings, layer => passes += layer == 0 ? 1 : 0);
        var replay = new PassCount(context.Info);
        var random = new Random(11);

        for (var number = 0; number < Steps; number++)
        {
            for (var slot = 0; slot < Slots; slot++)
                context.RemoveFrom(new SlotId(slot), from: 0);
            var step = RandomStep(random);
            passes = 0;
            Assert.Equal(DecodeStatus.Ok, context.Decode(step));

            Assert.True(
                passes == replay.Of(step), $"{passes} passes, not {replay.Of(step)}: {string.Join(' ', step.Slots.ToArray().Select(slot => slot.Value))}");
        }
    }

    /// <summary>Rows of some slots, side by side or mixed.</summary>
    private static StepInput RandomStep(Random random)
    {
        var rows = Enumerable.Range(0, Slots)
            .Where(_ => random.Next(4) > 0)
            .SelectMany(slot => Enumerable.Repeat(slot, random.Next(3) == 0 ? 1 : random.Next(1, 11)))
            .DefaultIfEmpty(0)
            .ToArray();
        if (random.Next(3) == 0)
            random.Shuffle(rows);
        var next = new int[Slots];
        var step = new StepInput(rows.Length);
        foreach (var slot in rows)
            step.Add(token: 'a', next[slot]++, new SlotId(slot), wantsLogits: false);
        return step;
    }
}
