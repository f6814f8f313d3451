using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Results;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Nights;

/// <summary>A queue that works from 20:00 to 07:00, and a clock that the test moves. It begins on Thursday, 1 January 2026, at 00:00.</summary>
public sealed class ClosingTimeTests
{
    private const string Nightly = "20:00-07:00";

    private readonly ScriptedTime _clock = new();

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Upkeep_BeginsNothingOutsideTheHours_AndGoesOnByItselfAtTheOpening(StorageProvider provider)
    {
        await using var house = await HouseAsync(provider);
        _clock.Advance(TimeSpan.FromHours(12));
        var id = await house.SubmitPromptsAsync(Prompts(5));

        await house.RunJobsAsync();
        await house.SweepAsync();

        Assert.Empty(house.Jobs.Enqueued);
        Assert.Empty(house.Engine.Sent);
        var waiting = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Queued, "Outside work hours: goes on today at 20:00 (UTC)."), (waiting.State, waiting.WaitingReason?.ToString()));

        _clock.Advance(TimeSpan.FromHours(8));
        await house.SweepAsync();
        Assert.NotEmpty(house.Jobs.Enqueued);
        await house.RunJobsAsync();

        await ExpectEveryItemOnceAsync(house, id, 5);
        Assert.Null((await house.GetBatchAsync(id)).WaitingReason);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Turn_LetsWhatHasBegunEnd_AndGivesTheRestBackAfterTheGrace(StorageProvider provider)
    {
        await using var house = await HouseAsync(provider, ("Nights:Grace", "00:05:00"), ("Submission:ItemsPerShard", "100"));
        var gate = HoldAt(house, sent: 3);
        var id = await house.SubmitPromptsAsync(Prompts(8));
        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;
        await house.UntilSucceededAsync(id, 2);

        _clock.Advance(TimeSpan.FromHours(7));
        Closing(house).Turn();
        _clock.Advance(TimeSpan.FromMinutes(4));
        Closing(house).Turn();
        Assert.False(running.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Closing(house).Turn();
        await running;

        var sent = house.Engine.Sent.Count;
        var standing = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Running, 2, 0), (standing.State, standing.SucceededItems, standing.FailedItems));
        await using (var db = await house.OpenAsync())
            Assert.All(await db.Shards.ToListAsync(), shard => Assert.Equal((ShardState.Pending, null), (shard.State, shard.ClaimedBy)));

        await house.SweepAsync();
        await house.RunJobsAsync();
        Assert.Equal(sent, house.Engine.Sent.Count);

        gate.Open();
        _clock.Advance(TimeSpan.FromHours(13));
        await house.SweepAsync();
        await house.RunJobsAsync();
        await ExpectEveryItemOnceAsync(house, id, 8);
    }

    [Fact]
    public async Task Turn_KeepsWhatEndsWithinTheGrace_AndSendsNothingNew()
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite, ("Submission:ItemsPerShard", "100"));
        var gate = HoldAt(house, sent: 1);
        var id = await house.SubmitPromptsAsync(Prompts(8));
        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;

        _clock.Advance(TimeSpan.FromHours(7));
        Closing(house).Turn();
        gate.Open();
        await running;

        // One slot, and one more that waited in the engine for it.
        var done = (await house.GetBatchAsync(id)).SucceededItems;
        Assert.InRange(done, 1, 3);
        Assert.Equal(done, house.Engine.Sent.Count);
        _clock.Advance(TimeSpan.FromHours(13));
        await house.SweepAsync();
        await house.RunJobsAsync();
        await ExpectEveryItemOnceAsync(house, id, 8);
        Assert.Equal(8, house.Engine.Sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Urgent_RunsAtAllHours_UnlessTheSettingSaysNo(bool isExempt)
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite, ("Nights:ExemptUrgent", isExempt.ToString()));
        _clock.Advance(TimeSpan.FromHours(12));
        var normal = await house.SubmitPromptsAsync(Prompts(3));
        var urgent = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("a\nb", request => request with { Priority = 1 })).BatchPublicId;
        house.Jobs.Clear();

        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal(isExempt ? 2 : 0, (await house.GetBatchAsync(urgent)).SucceededItems);
        Assert.Equal(0, (await house.GetBatchAsync(normal)).SucceededItems);
    }

    [Theory]
    // The queue works from 20:00 to 07:00; it is noon.
    [InlineData("", "", true, true)]
    [InlineData("11:00-13:00", "UTC", true, true)]
    [InlineData("11:00-13:00", "", true, true)]
    [InlineData("11:00-13:00", "Asia/Kolkata", true, false)]
    [InlineData("", "", false, false)]
    public async Task Own_HoursOfABatch_TakeThePlaceOfTheQueues_WhereTheyAreAllowed(string text, string zone, bool areAllowed, bool runs)
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite, ("Nights:AllowOwnHours", areAllowed.ToString()));
        _clock.Advance(TimeSpan.FromHours(12));
        var normal = await house.SubmitPromptsAsync(Prompts(3));
        var own = await SubmitAsync(house, new BatchHours(text, zone));
        house.Jobs.Clear();

        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal(runs ? 2 : 0, (await house.GetBatchAsync(own)).SucceededItems);
        Assert.Equal(runs, (await house.GetBatchAsync(own)).OpensAt is null);
        Assert.Equal((0, _clock.GetUtcNow().AddHours(8)), ((await house.GetBatchAsync(normal)).SucceededItems, (await house.GetBatchAsync(normal)).OpensAt));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Own_HoursOfABatch_EndByThemselves_WhileTheQueueGoesOn(StorageProvider provider)
    {
        await using var house = await HouseAsync(provider, ("Nights:Grace", "00:00:00"));
        var gate = HoldAt(house, sent: 2);
        var own = await SubmitAsync(house, new BatchHours("00:00-05:00", "UTC"), priority: 10);
        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;
        var normal = await house.SubmitPromptsAsync(Prompts(2));
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        Turn(house, TimeSpan.FromHours(5));
        await running;
        await house.RunJobsAsync();

        var waiting = await house.GetBatchAsync(own);
        Assert.Equal((1, "Outside work hours: goes on tomorrow at 00:00 (UTC)."), (waiting.SucceededItems, waiting.WaitingReason?.ToString()));
        await ExpectEveryItemOnceAsync(house, normal, 2);

        _clock.Advance(TimeSpan.FromHours(19));
        await house.SweepAsync();
        await house.RunJobsAsync();
        await ExpectEveryItemOnceAsync(house, own, 2);
    }

    [Theory]
    [InlineData("every night", "", "work_hours_invalid", "hours")]
    [InlineData("20:00-07:00", "Europe/Atlantis", "work_hours_time_zone_unknown", "time_zone")]
    public async Task Submission_IsRefused_WhenItsHoursCannotBeRead(string text, string zone, string code, string field)
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a", request => request with { Hours = new BatchHours(text, zone) }));

        Assert.Equal((code, field), (Assert.Single(refused.Problems).Code, refused.Problems[0].Param));
        await house.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Copy_HasTheSameHours()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, new BatchHours("20:00-07:00", "Europe/Berlin"));

        using var copy = await house.Services.GetRequiredService<BatchCopies>().OpenAsync(id, CopiedItems.All, CancellationToken.None);

        Assert.Equal(new BatchHours("20:00-07:00", "Europe/Berlin"), copy!.Request.Hours);
    }

    [Fact]
    public async Task Turn_UnloadsIdleEnginesOnce_WhenNothingRunsAnyMore()
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite);
        var gate = HoldAt(house, sent: 1);
        await house.SubmitPromptsAsync(Prompts(3));
        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;

        Turn(house, TimeSpan.FromHours(7));
        Turn(house, TimeSpan.FromSeconds(10));
        Assert.Equal(0, house.Engines.Unloads);
        gate.Open();
        await running;
        Turn(house, TimeSpan.FromSeconds(10));
        Turn(house, TimeSpan.FromSeconds(10));
        Turn(house, TimeSpan.FromHours(1));

        Assert.Equal(1, house.Engines.Unloads);
    }

    [Fact]
    public async Task Turn_TriesAgain_WhileAnEngineIsAtWorkForSomebodyElse()
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite);
        house.Engines.IsOneAtWork = true;

        Turn(house, TimeSpan.FromHours(7));
        Turn(house, TimeSpan.FromSeconds(10));
        house.Engines.IsOneAtWork = false;
        Turn(house, TimeSpan.FromSeconds(10));
        Turn(house, TimeSpan.FromSeconds(10));

        Assert.Equal(2, house.Engines.Unloads);
    }

    [Fact]
    public async Task Subscribe_IsTold_WhenWhatIsSaidChanges()
    {
        await using var house = await HouseAsync(StorageProvider.Sqlite);
        var told = 0;
        using var subscription = Closing(house).Subscribe(() => told++);

        Turn(house, TimeSpan.FromHours(6));
        Assert.Equal(0, told);
        Turn(house, TimeSpan.FromHours(1));
        Turn(house, TimeSpan.FromHours(1));
        Assert.Equal(1, told);
        Turn(house, TimeSpan.FromHours(12));
        Assert.Equal(2, told);
    }

    private static async Task<string> SubmitAsync(BatchHouse house, BatchHours hours, int priority = 0) => Assert.IsType<SubmissionAccepted>(
        await house.SubmitAsync("a\nb", request => request with { Hours = hours, Priority = priority })).BatchPublicId;

    private async Task<BatchHouse> HouseAsync(StorageProvider provider, params (string Key, string Value)[] settings)
    {
        var house = await BatchHouse.CreateAsync(
            provider, new TestEngine(slots: 1), [("Nights:Hours", Nightly), ("Nights:TimeZone", "UTC"), .. settings], _clock);
        // Made while the queue is open, as by a server that runs through the night.
        Closing(house).Turn();
        return house;
    }

    private void Turn(BatchHouse house, TimeSpan later)
    {
        _clock.Advance(later);
        Closing(house).Turn();
    }

    private static ClosingTime Closing(BatchHouse house) => house.Services.GetRequiredService<ClosingTime>();

    private static IEnumerable<string> Prompts(int count) => Enumerable.Range(0, count).Select(i => $"prompt {i}");

    private static Gate HoldAt(BatchHouse house, int sent)
    {
        var gate = new Gate();
        var calls = 0;
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (Interlocked.Increment(ref calls) >= sent)
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        return gate;
    }

    internal static async Task ExpectEveryItemOnceAsync(BatchHouse house, string id, int items)
    {
        var batch = await house.GetBatchAsync(id);
        Assert.Equal((BatchState.Completed, items, 0, 0), (batch.State, batch.SucceededItems, batch.FailedItems, batch.CancelledItems));
        var lines = (await house.ReadFileAsync(id, ResultFileKind.Output))!;
        Assert.Equal((items, items), (lines.Length, lines.Distinct().Count()));
    }
}
