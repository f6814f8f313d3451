using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>What is wrong with an answer is stored, counted and, when asked for, mended by another try.</summary>
public sealed class QualityTests
{
    [Theory]
    [InlineData("", "prompt", QualityFlags.Empty)]
    [InlineData("GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG", "prompt", QualityFlags.Degenerate)]
    [InlineData("I cannot do that.", "comment", QualityFlags.NoCode)]
    [InlineData("```csharp\nint a = ;\n```", "fix", QualityFlags.SyntaxError)]
    [InlineData("```csharp\nint b; // what it is\n```", "comment", QualityFlags.CodeChanged)]
    [InlineData("```csharp\nint a; // what it is\n```", "comment", QualityFlags.None)]
    public async Task Run_FlagsAnAnswer_WhenSomethingIsWrongWithIt(string answer, string task, QualityFlags flags)
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Answer(answer));
        var line = task == "prompt" ? """{"prompt":"int a;"}""" : $$"""{"code":"int a;","path":"a.cs","task":"{{task}}"}""";
        var id = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(line)).BatchPublicId;

        await house.RunJobsAsync();

        var item = Assert.Single(await house.GetItemsAsync(id));
        Assert.Equal((ItemState.Succeeded, flags), (item.State, item.Flags));
        Assert.Equal(task != "comment" || flags == QualityFlags.NoCode ? null : flags == QualityFlags.None, item.IsCodeUnchanged);
        var batch = await house.GetBatchAsync(id);
        Assert.Equal(flags == QualityFlags.None ? 0 : 1, batch.Quality.Flagged);
        Assert.Equal(
            batch.Quality.Flagged,
            batch.Quality.Empty + batch.Quality.Degenerate + batch.Quality.NoCode + batch.Quality.SyntaxError + batch.Quality.CodeChanged);
        Assert.Equal(batch.Quality.Flagged, (await house.Queries.GetItemAsync(id, 0, CancellationToken.None))!.Quality.Count);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task ListItems_FindsByFlag(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt == "b" ? GenerationOutcome.Cut("half") : GenerationOutcome.Answer("whole"));
        var id = await house.SubmitPromptsAsync("a", "b", "c");
        await house.RunJobsAsync();

        var found = await house.Queries.ListItemsAsync(id, new ItemFilter(Flags: QualityFlags.Truncated | QualityFlags.Empty), 0, 10, CancellationToken.None);

        Assert.Equal((1, 1), (found.Total, Assert.Single(found.Items).Ordinal));
        Assert.Equal(1, (await house.GetBatchAsync(id)).Quality.Truncated);
    }

    [Fact]
    public async Task Run_TriesAgainAtOtherSettingsAndKeepsTheBetterAnswer_WhenAskedTo()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt == "a" && house.Engine.Sent.Count < 3
            ? GenerationOutcome.Cut($"half {house.Engine.Sent.Count}")
            : GenerationOutcome.Answer("whole"));
        var id = await SubmitAsync(house, "a\nb", new QualityRetry(QualityFlags.Truncated, Temperature: 0.5f, RepetitionPenalty: 1.2f, MaxTries: 2));

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal(("whole", QualityFlags.None), (item!.Text, item.Summary.Flags));
        Assert.InRange(item.Summary.QualityRetries, 1, 2);
        var tries = house.Engine.Requests.Where(request => request.Sampling.Temperature > 0).ToList();
        Assert.Equal(item.Summary.QualityRetries, tries.Count);
        Assert.All(tries, request => Assert.Equal((0.5f, 1.2f), (request.Sampling.Temperature, request.Sampling.RepetitionPenalty)));
        Assert.Equal(0, (await house.GetBatchAsync(id)).Quality.Flagged);
    }

    [Fact]
    public async Task Run_KeepsTheFirstAnswer_WhenFurtherTriesAreNoBetterOrFail()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        house.Engine.Behaviour = (_, _) => Task.FromResult(house.Engine.Sent.Count == 3
            ? GenerationOutcome.Failure("engine_step_failed", "No.")
            : GenerationOutcome.Cut($"half {house.Engine.Sent.Count}"));
        var id = await SubmitAsync(house, "a", new QualityRetry(QualityFlags.Truncated, MaxTries: 5));

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal(
            (ItemState.Succeeded, "half 1", QualityFlags.Truncated, 2), (item!.Summary.State, item.Text, item.Summary.Flags, item.Summary.QualityRetries));
    }

    private static async Task<string> SubmitAsync(BatchHouse house, string input, QualityRetry retry) =>
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input, request => request with { QualityRetry = retry })).BatchPublicId;
}
