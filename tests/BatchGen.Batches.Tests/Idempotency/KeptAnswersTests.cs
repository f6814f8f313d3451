using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Idempotency;

public sealed class KeptAnswersTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Begin_LetsOneDoTheWork_AndGivesOthersItsAnswer(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var answers = house.Services.GetRequiredService<KeptAnswers>();

        var first = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
        Assert.IsType<AnswerPending>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
        Assert.IsType<AnswerConflict>(await answers.BeginAsync("batches", "key", "other", CancellationToken.None));
        Assert.IsType<AnswerFirst>(await answers.BeginAsync("files", "key", "hash", CancellationToken.None));
        await answers.KeepAsync(first.Key, 200, "{}", CancellationToken.None);

        Assert.Equal(new AnswerAgain(200, "{}"), await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
    }

    [Fact]
    public async Task Forget_FreesTheKey_WhenTheWorkFailed()
    {
        await using var house = await BatchHouse.CreateAsync();
        var answers = house.Services.GetRequiredService<KeptAnswers>();
        var first = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));

        await answers.ForgetAsync(first.Key);

        Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "better", CancellationToken.None));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Begin_KnowsWhatWasMade_WhenNobodyWasToldOfIt(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var time = new ManualTime();
        var answers = new KeptAnswers(house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(), time);
        var first = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
        await MakeAsync(house, first.Key);
        // A failure after it was made frees nothing.
        await answers.ForgetAsync(first.Key);
        time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(new AnswerOf(first.Key, "batch_1"), await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
    }

    [Fact]
    public async Task Record_MakesNothing_WhenTheKeyWasGivenToARepetition()
    {
        await using var house = await BatchHouse.CreateAsync();
        var time = new ManualTime();
        var answers = new KeptAnswers(house.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(), time);
        var slow = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(3));
        var repetition = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));

        await Assert.ThrowsAsync<KeyTakenOverException>(() => MakeAsync(house, slow.Key));
        await MakeAsync(house, repetition.Key);
    }

    private static async Task MakeAsync(BatchHouse house, HeldKey key)
    {
        await using var db = await house.OpenAsync();
        await KeptAnswers.RecordAsync(db, key, "batch_1", CancellationToken.None);
        await db.SaveChangesAsync();
    }
}
