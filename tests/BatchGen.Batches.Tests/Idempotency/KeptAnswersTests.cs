using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Tests.Testing;
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
        await answers.KeepAsync(first.Id, 200, "{}", CancellationToken.None);

        Assert.Equal(new AnswerAgain(200, "{}"), await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));
    }

    [Fact]
    public async Task Forget_FreesTheKey_WhenTheWorkFailed()
    {
        await using var house = await BatchHouse.CreateAsync();
        var answers = house.Services.GetRequiredService<KeptAnswers>();
        var first = Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "hash", CancellationToken.None));

        await answers.ForgetAsync(first.Id);

        Assert.IsType<AnswerFirst>(await answers.BeginAsync("batches", "key", "better", CancellationToken.None));
    }
}
