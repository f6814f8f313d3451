using BatchGen.Batches.Data;
using BatchGen.Batches.Live;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Live;

public sealed class LiveMeterTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Count_AddsUp_OverAnswersOfADay(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var submitter = await AddUserAsync(house, maxTokensPerDay: 20);
        var quotas = house.Services.GetRequiredService<QuotaDesk>();

        await ReadAsync(house, submitter, most: int.MaxValue);
        await quotas.RequireAsync(submitter, QuotaDemand.OneAnswer, CancellationToken.None);
        await ReadAsync(house, submitter, most: int.MaxValue);

        var over = await Assert.ThrowsAsync<QuotaException>(() => quotas.RequireAsync(submitter, QuotaDemand.OneAnswer, CancellationToken.None));
        Assert.Equal("quota_tokens_exceeded", over.Refusal.Code);
        await using var db = await house.OpenAsync();
        Assert.Equal(20, await db.UsageDays.SumAsync(usage => usage.PromptTokens + usage.GeneratedTokens));
    }

    [Fact]
    public async Task Count_TakesWhatCame_WhenTheCallerLeaves()
    {
        await using var house = await BatchHouse.CreateAsync();
        var submitter = await AddUserAsync(house, maxTokensPerDay: null);

        await ReadAsync(house, submitter, most: 3);

        await using var db = await house.OpenAsync();
        var used = Assert.Single(await db.UsageDays.ToListAsync());
        Assert.Equal((2L, 0L, 1L), (used.GeneratedTokens, used.SucceededItems, used.CancelledItems));
    }

    /// <summary>Yesterday's tokens stay in the sums and cost today's quota nothing.</summary>
    [Fact]
    public async Task Quota_AsksForTodayOnly()
    {
        await using var house = await BatchHouse.CreateAsync();
        var submitter = await AddUserAsync(house, maxTokensPerDay: 20);
        await using (var db = await house.OpenAsync())
        {
            var yesterday = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
            db.UsageDays.Add(
                new UsageDay { UserId = submitter.UserId, Day = yesterday, Source = WorkSource.Live, Model = "m", Labels = "", GeneratedTokens = 100 });
            await db.SaveChangesAsync();
        }

        await house.Services.GetRequiredService<QuotaDesk>().RequireAsync(submitter, QuotaDemand.OneAnswer, CancellationToken.None);
    }

    private static async Task ReadAsync(BatchHouse house, Submitter submitter, int most)
    {
        var read = 0;
        await foreach (var _ in house.Services.GetRequiredService<LiveMeter>().CountAsync(submitter, "/models/m.gguf", AnswerAsync(), CancellationToken.None))
        {
            if (++read == most)
                break;
        }
    }

    /// <summary>Six tokens asked, four answered.</summary>
    private static async IAsyncEnumerable<GenerationEvent> AnswerAsync()
    {
        await Task.CompletedTask;
        yield return new GenerationStarted("live");
        for (var piece = 0; piece < 4; piece++)
            yield return new GenerationText("live", "x");
        yield return new GenerationFinished("live", new SequenceResult("xxxx", FinishReason.Stop, 6, 0, 4, new SequenceTimings(default, default, default)));
    }

    private static async Task<Submitter> AddUserAsync(BatchHouse house, long? maxTokensPerDay)
    {
        await using var db = await house.OpenAsync();
        var user = new User { UserName = "ada", NormalizedUserName = "ADA", Role = Role.Submitter, CreatedAt = DateTimeOffset.UtcNow, MaxTokensPerDay = maxTokensPerDay };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return new Submitter(user.Id, ApiKeyId: null);
    }
}
