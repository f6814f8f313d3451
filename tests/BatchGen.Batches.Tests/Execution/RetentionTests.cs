using BatchGen.Batches.Execution;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

public sealed class RetentionTests
{
    [Theory]
    [InlineData("30.00:00:00", 1)]
    [InlineData(null, 0)]
    public async Task DeleteExpired_DeletesWhatEndedLongAgo_WhenItIsToldTo(string? keep, int deleted)
    {
        await using var house = keep is null ? await BatchHouse.CreateAsync() : await BatchHouse.CreateAsync(settings: ("Storage:KeepResultsFor", keep));
        var old = await house.SubmitPromptsAsync("a");
        var recent = await house.SubmitPromptsAsync("b");
        await house.RunJobsAsync();
        var waiting = await house.SubmitPromptsAsync("c");
        await using (var db = await house.OpenAsync())
        {
            var longAgo = DateTimeOffset.UtcNow.AddDays(-31);
            await db.Batches.Where(batch => batch.PublicId == old).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.FinishedAt, longAgo));
        }

        Assert.Equal(deleted, await house.Services.GetRequiredService<Retention>().DeleteExpiredAsync(CancellationToken.None));

        Assert.Equal(deleted == 1, await house.Queries.GetAsync(old, CancellationToken.None) is null);
        Assert.NotNull(await house.Queries.GetAsync(recent, CancellationToken.None));
        Assert.NotNull(await house.Queries.GetAsync(waiting, CancellationToken.None));
    }
}
