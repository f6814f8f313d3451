using BatchGen.Batches.Data;
using BatchGen.Batches.Orders;
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

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Order_IsOneBatch_WhenItsFileIsReadTwice(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        var validation = Assert.Single(house.Jobs.Enqueued);
        // A second worker reads it while the first does, and comes first.
        var isSecond = false;
        house.Engine.WhileCounting = async () =>
        {
            if (isSecond)
                return;
            isSecond = true;
            await TestJobs.ExecuteAsync(house.Services, validation, CancellationToken.None);
        };

        await house.RunJobsAsync();

        Assert.Equal("completed", (await orders.GetAsync(order)).Status);
        await using var after = await house.OpenAsync();
        Assert.Equal(1, await after.Batches.CountAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Cancel_LeavesNoBatchBehind_WhileTheFileIsBeingRead(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        house.Engine.WhileCounting = () => orders.Orders.CancelAsync(order.Order.PublicId, CancellationToken.None);

        await house.RunJobsAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal("cancelled", (await orders.GetAsync(order)).Status);
        Assert.Empty(house.Engine.Sent);
        await using var after = await house.OpenAsync();
        Assert.Equal((0, 0), (await after.Batches.CountAsync(), await after.Items.CountAsync()));
    }

    [Theory]
    [InlineData(true, "cancelled")]
    [InlineData(false, "expired")]
    public async Task Paused_IsInProgressAndCanStillEnd(bool byHand, string status)
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        await house.Control.PauseAsync(order.Order.PublicId, "Ada", CancellationToken.None);

        var paused = await orders.GetAsync(order);
        Assert.Equal(("in_progress", false), (paused.Status, paused.IsAtRest));
        if (byHand)
            await orders.Orders.CancelAsync(order.Order.PublicId, CancellationToken.None);
        else
            await CloseWindowAsync(house);
        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal(status, (await orders.GetAsync(order)).Status);
    }

    [Fact]
    public async Task Expire_GoesOn_WhenACrashCameAfterTheMark()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await TestJobs.ExecuteAsync(house.Services, Assert.Single(house.Jobs.Enqueued), CancellationToken.None);
        await CloseWindowAsync(house);
        await using (var db = await house.OpenAsync())
        {
            var now = DateTimeOffset.UtcNow;
            await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiredAt, now));
        }

        await house.SweepAsync();
        await house.RunJobsAsync();

        Assert.Equal("expired", (await orders.GetAsync(order)).Status);
    }

    [Fact]
    public async Task Retry_GivesTheOrderANewWindow()
    {
        await using var house = await BatchHouse.CreateAsync();
        var orders = new OrderHouse(house);
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "No."));
        var order = await orders.OrderAsync(OrderHouse.Line("a", "one"));
        await house.RunJobsAsync();
        await CloseWindowAsync(house);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(prompt));

        await house.Control.RetryFailedAsync(order.Order.PublicId, CancellationToken.None);
        await house.SweepAsync();
        await house.RunJobsAsync();

        var ended = await orders.GetAsync(order);
        Assert.Equal(("completed", 1), (ended.Status, ended.Batch!.SucceededItems));
    }

    [Theory]
    [MemberData(nameof(BatchStates))]
    public void Status_IsAWordOfOpenAis_WhateverTheBatchsState(BatchState state)
    {
        var order = new BatchOrder { PublicId = "batch_x", InputFileId = "file-x", Endpoint = "/v1/chat/completions", CompletionWindow = "24h", State = OrderState.Accepted };
        var batch = new Batch { PublicId = "batch_x", Name = "x", ModelPath = "x", Endpoint = "x", SettingsJson = "{}", State = state };

        var view = new OrderView(order, batch);

        Assert.Contains(view.Status, new[] { "in_progress", "finalizing", "cancelling", "completed", "cancelled", "failed" });
        Assert.Equal(state is BatchState.Completed or BatchState.Cancelled or BatchState.Failed, view.IsAtRest);
        Assert.Equal(state == BatchState.Failed, view.Status == "failed");
    }

    public static TheoryData<BatchState> BatchStates => [.. Enum.GetValues<BatchState>()];

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
        await CloseWindowAsync(house);

        await house.SweepAsync();
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

    private static async Task CloseWindowAsync(BatchHouse house)
    {
        await using var db = await house.OpenAsync();
        var past = DateTimeOffset.UtcNow.AddSeconds(-1);
        await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(order => order.ExpiresAt, past));
    }
}
