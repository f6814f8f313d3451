using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>One file whose lines name several models.</summary>
public sealed class SeveralModelsTests
{
    private const string A = "/models/test.gguf";
    private const string B = "/models/coder.gguf";

    [Theory]
    [InlineData(true, 1, "test coder")]
    // Counting prompts needs a model too: the one that is there then goes on, and only the other is loaded again.
    [InlineData(false, 1, "test coder test")]
    [InlineData(true, 2, "test coder")]
    [InlineData(false, 2, "test coder test")]
    public async Task Batch_LoadsEachModelOnce_WhateverTheOrderOfItsLines(bool fitTogether, int workers, string loads)
    {
        using var engines = new CountedEngines(fitTogether);
        await using var house = await HouseAsync(engines, StorageProvider.Sqlite, ("Submission:ItemsPerShard", "20"));
        var batch = await SubmitAsync(house, Alternating(300));
        await house.RunJobsAsync(workers);

        Assert.Equal(loads, string.Join(' ', engines.Loads));
        var lines = (await house.ReadFileAsync(batch, ResultFileKind.Output))!.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(Enumerable.Range(0, 300).Select(item => $"r{item}"), lines.Select(line => line.GetProperty("custom_id").GetString()));
        Assert.All(lines.Index(), line => Assert.Equal(
            line.Index % 2 == 0 ? "test" : "coder", line.Item.GetProperty("response").GetProperty("body").GetProperty("model").GetString()));
        Assert.Equal((150, 150), (engines.RequestsOf(A).Count, engines.RequestsOf(B).Count));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Batch_TellsWhatBecameOfEachModelsItems_AndUsageTheModelThatRan(StorageProvider provider)
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, provider, ("Submission:ItemsPerShard", "2"));

        var batch = await SubmitAsync(house, Alternating(7));
        var before = await house.GetBatchAsync(batch);
        await house.RunJobsAsync();

        var after = await house.GetBatchAsync(batch);
        Assert.Equal([("test", 4, 0), ("coder", 3, 0)], before.Models.Select(model => (model.Name, model.TotalItems, model.FinishedItems)));
        Assert.Equal([("test", 4, 4), ("coder", 3, 3)], after.Models.Select(model => (model.Name, model.TotalItems, model.SucceededItems)));
        Assert.Equal(after.CompletionTokens, after.Models.Sum(model => model.CompletionTokens));
        Assert.Equal((BatchState.Completed, 7), (after.State, after.SucceededItems));
        await using var db = await house.OpenAsync();
        Assert.Equal(
            [("coder", 3), ("test", 4)], (await db.UsageDays.OrderBy(day => day.Model).ToListAsync()).Select(day => (day.Model, (int)day.SucceededItems)));
        // A shard has one model, and holds only items of it.
        Assert.All(await db.Shards.ToListAsync(), shard => Assert.Equal(shard.ModelIndex == 0 ? A : B, shard.ModelPath));
        var item = await house.Queries.GetItemAsync(batch, 1, CancellationToken.None);
        Assert.Equal(("coder", true), (item!.Model, item.IsOfSeveralModels));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Cancel_AndRetry_KeepTheCountsOfEachModel(StorageProvider provider)
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, provider, ("Submission:ItemsPerShard", "2"));
        var good = engines.InnerOf(B).Behaviour;
        engines.InnerOf(B).Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Failure("engine_step_failed", "It failed."));
        var batch = await SubmitAsync(house, Alternating(6));
        await house.RunJobsAsync();
        Assert.Equal([(3, 0), (0, 3)], (await house.GetBatchAsync(batch)).Models.Select(model => (model.SucceededItems, model.FailedItems)));

        engines.InnerOf(B).Behaviour = good;
        await house.Control.RetryFailedAsync(batch, CancellationToken.None);
        Assert.Equal([(3, 0), (0, 0)], (await house.GetBatchAsync(batch)).Models.Select(model => (model.SucceededItems, model.FailedItems)));
        await house.RunNextShardAsync();
        await house.Control.CancelAsync(batch, CancellationToken.None);

        var ended = (await house.GetBatchAsync(batch)).Models;
        Assert.Equal([(3, 0), (2, 1)], ended.Select(model => (model.SucceededItems, model.CancelledItems)));
        await using var db = await house.OpenAsync();
        Assert.Equal(1, await db.UsageDays.Where(day => day.Model == "coder").SumAsync(day => day.CancelledItems));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Model_ThatCannotBeRun_HarmsOnlyItsOwnItems_UntilARetry(StorageProvider provider)
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, provider, ("Submission:ItemsPerShard", "2"));
        var batch = await SubmitAsync(house, Alternating(6));
        engines.InnerOf(B).LoadProblem = new EngineException("model_too_large", "It does not fit.");
        await house.RunJobsAsync();

        var ended = await house.GetBatchAsync(batch);
        Assert.Equal((BatchState.Completed, 3, 3), (ended.State, ended.SucceededItems, ended.FailedItems));
        Assert.Equal([(3, 0), (0, 3)], ended.Models.Select(model => (model.SucceededItems, model.FailedItems)));
        Assert.Equal(
            [("model_too_large", "It does not fit.")],
            (await house.GetItemsAsync(batch)).Where(item => item.State == ItemState.Failed).Select(item => (item.ErrorCode, item.ErrorMessage?.ToString())).Distinct());
        await using var db = await house.OpenAsync();
        Assert.Equal(3, await db.UsageDays.Where(day => day.Model == "coder").SumAsync(day => day.FailedItems));

        engines.InnerOf(B).LoadProblem = null;
        await house.Control.RetryFailedAsync(batch, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal([(3, 0), (3, 0)], (await house.GetBatchAsync(batch)).Models.Select(model => (model.SucceededItems, model.FailedItems)));
    }

    [Fact]
    public async Task Batch_HoldsEachPromptAgainstItsOwnModelsLimit()
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, StorageProvider.Sqlite);
        engines.InnerOf(B).ContextLimitTokens = 4;
        const string Long = "one two three four five six";

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(
            Line("a", "test", Long) + '\n' + Line("b", "coder", Long),
            request => Named(request) with { OnBadLines = OnBadLines.Accept, OnOverLimit = OnOverLimit.Reject }));

        Assert.Equal((1, 1, 2), (accepted.Summary.GoodItems, accepted.Summary.BadItems, accepted.Problems[0].Line));
        await house.RunJobsAsync();
        Assert.Equal([(1, 0), (0, 1)], (await house.GetBatchAsync(accepted.BatchPublicId)).Models.Select(model => (model.SucceededItems, model.FailedItems)));
    }

    [Fact]
    public async Task Copy_RunsLinesThatNameNoModel_OnTheirOwnAgain()
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, StorageProvider.Sqlite);
        var batch = await SubmitAsync(house, $"{Line("a", "coder", "one")}\n{{\"custom_id\":\"b\",\"prompt\":\"two\"}}");

        using var copy = await house.Services.GetRequiredService<BatchCopies>().OpenAsync(batch, CopiedItems.All, CancellationToken.None);

        Assert.Equal((A, OnOtherModel.Follow), (copy!.Request.ModelPath, copy.Request.OnOtherModel));
        Assert.Equal(["coder", "test"], (await house.GetBatchAsync(batch)).ModelNames);
    }

    /// <summary>A line that was no request has no model and no answer, and its request cannot be read again.</summary>
    [Fact]
    public async Task Results_SayWhatWasAskedForAndWhatRan_BesideLinesThatAreNoRequests()
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, StorageProvider.Sqlite, ("Models:Aliases:gpt-4o", "coder"));
        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(
            $"{Line("a", "gpt-4o", "one")}\n{{\n{Line("c", "coder", "two")}\n{Line("d", "TEST.gguf", "three")}",
            request => Named(request) with { OnBadLines = OnBadLines.Accept }));
        await house.RunJobsAsync();

        var bodies = (await house.ReadFileAsync(accepted.BatchPublicId, ResultFileKind.Output))!
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("response").GetProperty("body"));
        Assert.Equal(
            [("gpt-4o", "coder"), ("coder", null), ("test", null)],
            bodies.Select(body => (body.GetProperty("model").GetString()!, body.TryGetProperty("model_used", out var used) ? used.GetString() : null)));
        Assert.Single((await house.ReadFileAsync(accepted.BatchPublicId, ResultFileKind.Errors))!);
        Assert.Equal([new("gpt-4o", 1, "coder")], (await house.Queries.GetAsync(accepted.BatchPublicId, CancellationToken.None))!.Settings.Models!);
    }

    [Fact]
    public async Task DryRun_TellsWhatEachModelHas()
    {
        using var engines = new CountedEngines(fitTogether: true);
        await using var house = await HouseAsync(engines, StorageProvider.Sqlite);

        var report = await house.Submission.DryRunAsync(
            Named(house.NewRequest(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Alternating(5))))), progress: null, CancellationToken.None);

        Assert.Equal([new ModelShare(A, 3, 6, 3), new ModelShare(B, 2, 4, 2)], report.Models);
        Assert.True(report.WouldBeAccepted);
    }

    private static async Task<BatchHouse> HouseAsync(CountedEngines engines, StorageProvider provider, params (string Key, string Value)[] settings)
    {
        var house = await BatchHouse.CreateAsync(provider, settings: settings);
        house.Manager = engines;
        house.Models.Others.Add(B);
        await house.RestartAsync();
        return house;
    }

    private static SubmissionRequest Named(SubmissionRequest request) => request with { OnOtherModel = OnOtherModel.Follow };

    private static async Task<string> SubmitAsync(BatchHouse house, string lines) =>
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(lines, Named)).BatchPublicId;

    private static string Alternating(int items) =>
        string.Join('\n', Enumerable.Range(0, items).Select(item => Line($"r{item}", item % 2 == 0 ? "test" : "coder", $"prompt {item}")));

    private static string Line(string id, string model, string prompt) => $$"""{"custom_id":"{{id}}","model":"{{model}}","prompt":"{{prompt}}"}""";
}
