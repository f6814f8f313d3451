using BatchGen.Batches.Execution;

namespace BatchGen.Batches.Tests.Execution;

public sealed class NextShardTests
{
    // A batch as "id owner priority open shards"; what runs as "id owner priority", once for each shard.
    [Theory]
    [InlineData("1 7 0 40|2 7 0 40", "", 1L)]
    [InlineData("1 7 0 40|2 7 0 40", "1 7 0", 1L)]
    // The second large one waits for the first; a small one does not.
    [InlineData("1 7 0 40|2 7 0 40", "1 7 0|1 7 0", null)]
    [InlineData("1 7 0 40|2 7 0 1", "1 7 0|1 7 0", 2L)]
    [InlineData("1 7 0 40|2 7 0 4|3 7 0 1", "1 7 0|1 7 0", 3L)]
    // One small one at a time, with at most two shards.
    [InlineData("1 7 0 40|2 7 0 4|3 7 0 1", "1 7 0|1 7 0|2 7 0", 2L)]
    [InlineData("1 7 0 40|2 7 0 4|3 7 0 1", "1 7 0|1 7 0|2 7 0|2 7 0", null)]
    [InlineData("1 7 0 40|3 7 0 1", "1 7 0|1 7 0|2 7 0", null)]
    // Whoever has nothing running comes first, however late, however much somebody else has.
    [InlineData("1 7 0 40|2 7 0 1|9 8 0 40", "1 7 0|1 7 0", 9L)]
    [InlineData("1 7 0 40|9 8 0 40", "1 7 0|1 7 0|9 8 0", 9L)]
    // Nobody takes the last places of a process, which are for others.
    [InlineData("7 7 0 1|8 8 0 1", "1 7 0|2 7 0|3 7 0|4 7 0|5 7 0|6 7 0", 8L)]
    [InlineData("7 7 0 1", "1 7 0|2 7 0|3 7 0|4 7 0|5 7 0|6 7 0", null)]
    // Urgent ones go before all, and what is not urgent takes what they leave.
    [InlineData("1 7 0 40|2 7 1 40", "1 7 0|1 7 0", 2L)]
    [InlineData("1 7 0 40|2 7 1 40", "2 7 1|2 7 1", 1L)]
    [InlineData("", "", null)]
    public void Choose_IsUrgentThenFairThenOldest_WithRoomForTheSmall(string open, string running, long? next)
    {
        var batches = Rows(open).Select(row => new OpenBatch(row[0], row[1], (int)row[2], (int)row[3])).ToList();
        var shards = Rows(running).Select(row => new ActiveShard(row[0], row[1], (int)row[2])).ToList();

        Assert.Equal(next, NextShard.Choose(batches, shards, workers: 8));
    }

    private static IEnumerable<long[]> Rows(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split(' ').Select(part => long.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
}
