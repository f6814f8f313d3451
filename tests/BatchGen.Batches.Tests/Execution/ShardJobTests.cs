using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Execution;

public sealed class ShardJobTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_EndsEveryItemOnce_WhenAllGoesWell(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "7"));
        var prompts = Enumerable.Range(0, 30).Select(i => $"prompt {i}").ToList();
        var id = await house.SubmitPromptsAsync(prompts);

        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(id);
        Assert.Equal(BatchState.Completed, batch.State);
        Assert.Equal(30, batch.SucceededItems);
        Assert.Equal(60, batch.PromptTokens);
        Assert.Equal(120, batch.CompletionTokens);
        Assert.Equal(prompts.Order(), house.Engine.Sent.Order());
        Assert.Equal(30, (await house.ReadFileAsync(id, ResultFileKind.Output))!.Length);
        Assert.Null(await house.ReadFileAsync(id, ResultFileKind.Errors));
    }
}
