using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Orders;

public sealed class BatchOrdersTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Order_BecomesABatchWithFiles_WhenItsFileIsGood(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), OrderHouse.Line("b", "two", ",\"temperature\":9"));
        Assert.Equal("validating", order.Status);
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("completed", ended.Status);
        Assert.Equal((2, 1, 1), (ended.Batch!.TotalItems, ended.Batch.SucceededItems, ended.Batch.FailedItems));
        Assert.Contains("\"custom_id\":\"a\"", Assert.Single(await orders.ReadAsync(ended.Order.OutputFileId!)), StringComparison.Ordinal);
        Assert.Contains("value_out_of_range", Assert.Single(await orders.ReadAsync(ended.Order.ErrorFileId!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_FailsWithLineNumbers_WhenLinesAreNoRequests()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);

        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), "{no json", OrderHouse.Line("a", "again"));
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("failed", ended.Status);
        Assert.Equal([(2, ProblemCodes.InvalidJson), (3, ProblemCodes.DuplicateCustomId)], ended.Errors.Select(error => (error.Line!.Value, error.Code)));
        Assert.Null(ended.Batch);
    }

    [Fact]
    public async Task Order_IsOneBatch_WhenTheProcessDiesBetweenStoringAndTelling()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();
        await using (var db = await house.OpenAsync())
            await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(other => other.State, OrderState.Validating));

        await orders.Upkeep.EnqueueUnfinishedAsync(CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal("completed", (await orders.GetAsync(order)).Status);
        await using var after = await house.OpenAsync();
        Assert.Equal(1, await after.Batches.CountAsync());
    }

    [Fact]
    public async Task Cancel_NeedsNoBatch_WhileTheFileIsNotRead()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));

        var cancelled = await orders.Orders.CancelAsync(order.Order.PublicId, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal("cancelled", cancelled.Status);
        Assert.Equal("cancelled", (await orders.GetAsync(order)).Status);
        Assert.Empty(house.Engine.Sent);
    }

    [Fact]
    public async Task Cancel_IsRefused_WhenTheBatchEnded()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => orders.Orders.CancelAsync(order.Order.PublicId, CancellationToken.None));

        Assert.Equal("batch_finished", refusal.Code);
    }

    [Fact]
    public async Task Expire_EndsWhatIsNotDone_AndSaysSoInTheErrorFile()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"), OrderHouse.Line("b", "two"));
        var validation = Assert.Single(house.Jobs.Enqueued);
        await TestJobs.ExecuteAsync(house.Services, validation, CancellationToken.None);
        await using (var db = await house.OpenAsync())
        {
            var past = DateTimeOffset.UtcNow.AddSeconds(-1);
            await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiresAt, past));
        }

        await orders.Upkeep.ExpireAsync(CancellationToken.None);
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal("expired", ended.Status);
        Assert.All(await orders.ReadAsync(ended.Order.ErrorFileId!), line => Assert.Contains("\"code\":\"batch_expired\"", line, StringComparison.Ordinal));
        Assert.Empty(house.Engine.Sent);
    }

    [Fact]
    public async Task Delete_TakesOrderAndFilesAlong()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();
        var output = (await orders.GetAsync(order)).Order.OutputFileId!;

        await house.Control.DeleteAsync(order.Order.PublicId, CancellationToken.None);

        Assert.True((await Assert.ThrowsAsync<RequestRefusedException>(() => orders.GetAsync(order))).IsNotFound);
        Assert.True((await Assert.ThrowsAsync<RequestRefusedException>(() => orders.ReadAsync(output))).IsNotFound);
    }
}
