using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sizing;

namespace BatchGen.Inference.Tests.Sizing;

public sealed class ContextChoiceTests
{
    private const long Mega = 1 << 20;

    // 126 M parameters in Q8_0, 12 layers of 2 × 64 keys and values in 16 bit.
    private static readonly StepCost Small = new(134 * Mega, 12 * 1024);

    // CodeGeeX4-9B in Q4_K_M.
    private static readonly StepCost Nine = new(5960 * Mega, 40 * 1024);

    [Fact]
    public void Best_GivesSlotsTheirOwnCells_WhenAttentionWeighsMoreThanPasses()
    {
        ContextShape shape = ContextChoice.Best(Small, Work(items: 64, shared: 0, own: 192, answer: 96), _ => true)!;

        Assert.Equal(KvLayout.PerSlot, shape.Layout);
        Assert.InRange(shape.Slots, 8, 64);
    }

    [Fact]
    public void Best_SharesCells_WhenTheSameBeginningWouldStandInEverySlot()
    {
        WorkShape work = Work(items: 64, shared: 8000, own: 100, answer: 100);

        ContextShape shape = ContextChoice.Best(Nine, work, shape => shape.KvCells <= 20_000)!;

        Assert.Equal(KvLayout.Unified, shape.Layout);
        Assert.True(shape.Slots >= 16);
    }

    [Fact]
    public void Best_TakesMoreSlots_WhenThereIsMoreRoom()
    {
        WorkShape work = Work(items: 4096, shared: 60, own: 500, answer: 300);
        int[] slots = [.. new[] { 4_096, 16_384, 65_536, 262_144 }.Select(cells => ContextChoice.Best(Nine, work, shape => shape.KvCells <= cells)!.Slots)];

        Assert.Equal(slots.Order(), slots);
        Assert.True(slots[^1] >= 4 * slots[0], string.Join(' ', slots));
    }

    [Fact]
    public void Best_TakesOneSlot_WhenThereIsOneItem() =>
        Assert.Equal(1, ContextChoice.Best(Nine, Work(items: 1, shared: 0, own: 500, answer: 300), _ => true)!.Slots);

    [Fact]
    public void Best_IsNothing_WhenTheLongestItemDoesNotFit() =>
        Assert.Null(ContextChoice.Best(Nine, Work(items: 9, shared: 0, own: 9000, answer: 300), shape => shape.KvCells <= 4096));

    [Fact]
    public void Best_HasRoomForTheLongestItem_WhateverTheBatch()
    {
        var random = new Random(4);
        for (int i = 0; i < 300; i++)
        {
            int shared = random.Next(0, 2000);
            ItemLengths[] items = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => new ItemLengths(shared + random.Next(1, 4000), random.Next(1, 500), 1024))];
            WorkShape work = WorkShape.Of(items, shared);
            int most = random.Next(1, 1 << 18);
            ContextShape? shape = ContextChoice.Best(i % 2 == 0 ? Small : Nine, work, shape => shape.KvCells <= most);

            int longest = items.Max(item => item.Prompt + item.MostAnswer);
            Assert.Equal((longest + 255) / 256 * 256 <= most, shape is not null);
            if (shape is null)
                continue;
            Assert.InRange(shape.KvCells, longest, most);
            Assert.True(shape.Layout == KvLayout.Unified || shape.KvCells / shape.Slots >= longest);
        }
    }

    [Theory]
    // The counts of Scheduling/WorkloadTests for 64 prompts of 192 + 96 tokens on average.
    [InlineData(KvLayout.Unified, 16, 431)]
    [InlineData(KvLayout.PerSlot, 16, 493)]
    [InlineData(KvLayout.Unified, 32, 241)]
    [InlineData(KvLayout.PerSlot, 32, 301)]
    public void PassesOf_AreWhatTheLoopTakes_WithinATenth(KvLayout layout, int slots, int counted)
    {
        var work = new WorkShape(Items: 64, SharedTokens: 96, OwnPrompt: 100, Answer: 96, LongestAnswer: 128, NineOfTen: 340, Longest: 384);

        Assert.InRange(ContextChoice.PassesOf(new ContextShape(layout, slots, 16_384, 2048), work), counted * 0.9, counted * 1.1);
    }

    private static WorkShape Work(int items, int shared, int own, int answer) =>
        WorkShape.Of([.. Enumerable.Range(0, items).Select(i => new ItemLengths(shared + own * (50 + i % 101) / 100, answer * (50 + i % 101) / 100 + 1, 2 * answer))], shared);
}
