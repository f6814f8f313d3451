using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Labelling;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Labelling;

public sealed class BatchLabellingTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Labels_AreFoundAndFilteredBy_AsTheyComeAndGo(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var batch = await house.SubmitPromptsAsync("one");
        var labelling = house.Services.GetRequiredService<BatchLabelling>();

        Assert.IsType<ControlDone>(await labelling.AddAsync(batch, " 计费 billing ", CancellationToken.None));
        Assert.IsType<ControlDone>(await labelling.AddAsync(batch, "计费 BILLING", CancellationToken.None));

        Assert.Equal(["计费 billing"], Assert.Single(await ListAsync(house, new BatchFilter(Label: "计费 billing"))).Labels);
        Assert.Single(await ListAsync(house, new BatchFilter(Search: "bill")));

        Assert.IsType<ControlDone>(await labelling.RemoveAsync(batch, "计费 Billing", CancellationToken.None));

        Assert.Empty(await ListAsync(house, new BatchFilter(Search: "bill")));
        Assert.Empty(Assert.Single(await ListAsync(house, new BatchFilter(Search: batch))).Labels);
    }

    [Fact]
    public async Task Add_Refuses_WhatIsNoLabelOrOneTooMany()
    {
        await using var house = await BatchHouse.CreateAsync();
        var batch = await house.SubmitPromptsAsync("one");
        var labelling = house.Services.GetRequiredService<BatchLabelling>();
        for (var number = 1; number <= BatchLabel.MaxPerBatch; number++)
            Assert.IsType<ControlDone>(await labelling.AddAsync(batch, $"label {number}", CancellationToken.None));

        Assert.Equal("invalid_label", Assert.IsType<ControlRefused>(await labelling.AddAsync(batch, "one more", CancellationToken.None)).Code);
        Assert.Equal("invalid_label", Assert.IsType<ControlRefused>(await labelling.AddAsync(batch, new string('x', 51), CancellationToken.None)).Code);
        Assert.Equal("batch_not_found", Assert.IsType<ControlRefused>(await labelling.RemoveAsync("batch_none", "a", CancellationToken.None)).Code);
    }

    private static async Task<IReadOnlyList<BatchSummary>> ListAsync(BatchHouse house, BatchFilter filter) =>
        (await house.Queries.ListAsync(filter, cursor: null, 10, CancellationToken.None)).Batches;
}
