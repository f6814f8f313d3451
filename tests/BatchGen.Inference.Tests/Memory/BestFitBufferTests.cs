using BatchGen.Inference.Memory.Graph;

namespace BatchGen.Inference.Tests.Memory;

public sealed class BestFitBufferTests
{
    [Fact]
    public void Place_TakesTheSmallestHoleThatIsLargeEnough()
    {
        var buffer = new BestFitBuffer(32);
        var first = buffer.Place(320);
        buffer.Place(32);
        var second = buffer.Place(160);
        buffer.Place(32);
        buffer.Release(first, 320);
        buffer.Release(second, 160);

        Assert.Equal(second, buffer.Place(100));
        Assert.Equal(first, buffer.Place(200));
        Assert.Equal(544, buffer.PeakBytes);
    }

    [Fact]
    public void Release_JoinsNeighbours_SoThatALargerBlockFitsAgain()
    {
        var buffer = new BestFitBuffer(32);
        long[] blocks = [buffer.Place(64), buffer.Place(64), buffer.Place(64)];
        buffer.Place(32);
        foreach (var block in (long[])[blocks[0], blocks[2], blocks[1]])
            buffer.Release(block, 64);

        Assert.Equal(0, buffer.Place(192));
        Assert.Equal(224, buffer.PeakBytes);
    }

    [Fact]
    public void Place_NeverOverlapsWhatIsPlaced_OverRandomWork()
    {
        var random = new Random(11);
        var buffer = new BestFitBuffer(32);
        var placed = new List<Block>();
        for (var i = 0; i < 5000; i++)
        {
            if (placed.Count > 0 && random.Next(2) == 0)
            {
                var block = placed[random.Next(placed.Count)];
                placed.Remove(block);
                buffer.Release(block.Offset, block.Bytes);
                continue;
            }
            var bytes = random.Next(1, 5000);
            var added = new Block(buffer.Place(bytes), bytes);
            Assert.DoesNotContain(placed, other => other.Offset < added.Offset + added.Bytes && added.Offset < other.Offset + other.Bytes);
            placed.Add(added);
        }
    }

    private sealed record Block(long Offset, long Bytes);
}
