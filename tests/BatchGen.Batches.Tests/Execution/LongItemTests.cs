using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Inputs;
using BatchGen.Code.Joining;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>Inputs longer than the context: cut, run in pieces, joined, and never run twice for what is there.</summary>
public sealed class LongItemTests
{
    private static readonly string Source = string.Concat(
        Enumerable.Range(1, 60).Select(i => $"int Method{i}(int a)\r\n{{\r\n    return a + {i};\r\n}}\r\n\r\n"));

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_GivesTheFileBackWhole_WhenEveryPartIsEchoed(StorageProvider provider)
    {
        await using var house = await NewHouseAsync(provider);
        var id = await SubmitAsync(house, TaskKind.Comment);

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal((ItemState.Succeeded, true, QualityFlags.None), (item!.Summary.State, item.Summary.IsCodeUnchanged, item.Summary.Flags));
        Assert.Equal(Source, item.Text);
        Assert.Equal(Source, item.Code);
        Assert.True(item.Summary.Parts > 2);
        Assert.Equal(JoinStrategy.Concatenate, item.Lineage!.Strategy);
        Assert.Equal(item.Summary.Parts, house.Engine.Sent.Count);

        var pieces = await PiecesAsync(house, id);
        Assert.Equal(item.Summary.Parts, pieces.Count);
        Assert.All(pieces, piece => Assert.Equal((PieceState.Succeeded, 0), (piece.State, piece.Round)));
        Assert.Equal(1, pieces[0].FirstLine);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.LastLine + 1, pair.Second.FirstLine));
        Assert.Equal(pieces.Sum(piece => piece.CompletionTokens), item.Summary.CompletionTokens);
        Assert.Equal(item.Summary.CompletionTokens, (await house.GetBatchAsync(id)).CompletionTokens);
        Assert.Equal(pieces[^1].Result!.Last, item.Lineage.Pieces[^1].Result!.Last);
        // The pieces' tokens are in the day's sums once, and the item is one.
        await using var db = await house.OpenAsync();
        Assert.Equal(1, await db.UsageDays.SumAsync(usage => usage.SucceededItems));
        Assert.Equal(item.Summary.CompletionTokens, await db.UsageDays.SumAsync(usage => usage.GeneratedTokens));
        Assert.Equal(item.Summary.PromptTokens, await db.UsageDays.SumAsync(usage => usage.PromptTokens));
    }

    [Fact]
    public async Task Run_CutsWhereSubmissionDid_WithoutCountingAToken()
    {
        await using var house = await NewHouseAsync();
        var id = await SubmitAsync(house, TaskKind.Comment);
        house.Engine.WhileCounting = () => throw new InvalidOperationException("It was counted at submission.");

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal((ItemState.Succeeded, Source), (item!.Summary.State, item.Text));
    }

    [Fact]
    public async Task Run_RunsPartsAtOnceAndLeavesThemRoom()
    {
        await using var house = await NewHouseAsync(slots: 3);
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            while (house.Engine.LargestInFlight < 3)
                await Task.Delay(1, cancellationToken);
            return Echo(prompt);
        };
        await SubmitAsync(house, TaskKind.Comment);

        await house.RunJobsAsync(workers: 1);

        Assert.All(house.Engine.Requests, request => Assert.InRange(request.MaxTokens!.Value, 256, house.Engine.ContextLimitTokens));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Retry_RunsOnlyWhatIsMissing_WhenAPartFailed(StorageProvider provider)
    {
        await using var house = await NewHouseAsync(provider);
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(
            prompt.Contains("Method30", StringComparison.Ordinal) ? GenerationOutcome.Failure("engine_step_failed", "The step failed.") : Echo(prompt));
        var id = await SubmitAsync(house, TaskKind.Comment);
        await house.RunJobsAsync();

        var failed = Assert.Single(await house.GetItemsAsync(id));
        Assert.Equal((ItemState.Failed, "engine_step_failed"), (failed.State, failed.ErrorCode));
        Assert.Contains($"of {failed.Parts}", failed.ErrorMessage?.ToString(), StringComparison.Ordinal);
        var pieces = await PiecesAsync(house, id);
        var missing = Assert.Single(pieces, piece => piece.State != PieceState.Succeeded);
        Assert.Equal((PieceState.Failed, "engine_step_failed"), (missing.State, missing.ErrorCode));

        house.Engine.Behaviour = (prompt, _) => Task.FromResult(Echo(prompt));
        var before = house.Engine.Sent.Count;
        Assert.IsType<ControlDone>(await house.Control.RetryFailedAsync(id, CancellationToken.None));
        await house.RunJobsAsync();

        Assert.Equal(1, house.Engine.Sent.Count - before);
        Assert.Equal(Source, (await house.Queries.GetItemAsync(id, 0, CancellationToken.None))!.Text);
        Assert.Equal((1, 0), ((await house.GetBatchAsync(id)).SucceededItems, (await house.GetBatchAsync(id)).FailedItems));
    }

    [Fact]
    public async Task Run_KeepsCommittedParts_WhenTheEngineDies()
    {
        await using var house = await NewHouseAsync(slots: 1);
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 3)
            {
                await UntilPiecesAsync(house, 2, cancellationToken);
                throw new EngineLostException("Killed.");
            }

            return Echo(prompt);
        };
        var id = await SubmitAsync(house, TaskKind.Comment);

        await house.RunJobsAsync();

        var item = Assert.Single(await house.GetItemsAsync(id));
        Assert.Equal((ItemState.Succeeded, item.Parts + 1), (item.State, house.Engine.Sent.Count));
        Assert.Equal(Source, (await house.Queries.GetItemAsync(id, 0, CancellationToken.None))!.Text);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_KeepsCommittedParts_WhenTheServerIsKilled(StorageProvider provider)
    {
        await using var house = await NewHouseAsync(provider, slots: 1);
        using var killed = new CancellationTokenSource();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 3)
            {
                await UntilPiecesAsync(house, 2, cancellationToken);
                await killed.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return Echo(prompt);
        };
        var id = await SubmitAsync(house, TaskKind.Comment);
        await house.RunJobsAsync(workers: 1, killed.Token);

        await house.RestartAsync();
        await house.SweepAsync();
        await house.RunJobsAsync();

        var item = Assert.Single(await house.GetItemsAsync(id));
        Assert.Equal((ItemState.Succeeded, item.Parts + 1), (item.State, house.Engine.Sent.Count));
        Assert.Equal(Source, (await house.Queries.GetItemAsync(id, 0, CancellationToken.None))!.Text);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Run_AsksOnceMoreOverTheAnswers_WhenTheTaskExplains(StorageProvider provider)
    {
        await using var house = await NewHouseAsync(provider);
        var wish = TaskCatalogue.Of(TaskKind.Explain).English.Reduction;
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(GenerationOutcome.Answer(
            prompt.EndsWith(wish, StringComparison.Ordinal) ? "the whole" : "this part adds"));
        var id = await SubmitAsync(house, TaskKind.Explain);

        await house.RunJobsAsync();

        var item = await house.Queries.GetItemAsync(id, 0, CancellationToken.None);
        Assert.Equal("the whole", item!.Text);
        var pieces = await PiecesAsync(house, id);
        Assert.Equal(item.Summary.Parts, pieces.Count(piece => piece.Round == 0));
        Assert.Contains(pieces, piece => piece.Round > 0 && piece.MadeFrom.Count > 1);
        Assert.Equal(pieces.Count, house.Engine.Sent.Count);
    }

    [Fact]
    public async Task Run_TellsThePartsOfARunningItem()
    {
        await using var house = await NewHouseAsync(slots: 1);
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (house.Engine.Sent.Count == 2)
                await gate.PassAsync(cancellationToken);
            return Echo(prompt);
        };
        var id = await SubmitAsync(house, TaskKind.Comment);
        var running = house.RunJobsAsync(workers: 1);
        await gate.Reached;

        var parts = Assert.Single(await house.GetItemsAsync(id)).Parts;
        var feed = house.Services.GetRequiredService<ProgressFeed>();
        await BatchGen.Testing.Patience.UntilAsync(() => feed.Find(id) is { Running: [{ PiecesDone: 1 }] }, "the first piece");
        Assert.Equal(parts, Assert.Single(feed.Find(id)!.Running).Pieces);

        gate.Open();
        await running;
    }

    [Theory]
    [InlineData(OnOverLimit.Split, true, 0)]
    [InlineData(OnOverLimit.Reject, false, 1)]
    [InlineData(OnOverLimit.Raise, true, 0)]
    public async Task DryRun_SaysWhatBecomesOfALongFile(OnOverLimit onOverLimit, bool isAccepted, int problems)
    {
        await using var house = await NewHouseAsync();
        house.Engine.ContextLimitTokens = 4000;

        var report = await house.Submission.DryRunAsync(
            Request(house, TaskKind.Comment) with { OnOverLimit = onOverLimit, ContextLimitTokens = 300 }, null, CancellationToken.None);

        Assert.Equal((isAccepted, problems, 1), (report.WouldBeAccepted, report.TotalProblems, report.TotalOverLimit));
        var over = Assert.Single(report.OverLimit);
        Assert.Equal(("Long.cs", onOverLimit == OnOverLimit.Reject), (over.CustomId, over.IsRejected));
        Assert.Equal(onOverLimit == OnOverLimit.Split, report.Chunks > 2 && report.ChunkedItems == 1 && over.Parts == report.Chunks);
        Assert.Equal(onOverLimit == OnOverLimit.Raise, report.RaisedContextLimitTokens > 500);
        Assert.Equal(1, report.Histogram.Sum(bucket => bucket.Items));
        Assert.True(Assert.Single(report.PromptLengths) > 300);
    }

    [Fact]
    public async Task Submit_RaisesTheEnginesStandardLimit_WhenNobodySaidOne()
    {
        await using var house = await NewHouseAsync();
        house.Engine.TrainedContextTokens = 4000;

        var accepted = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(
            Request(house, TaskKind.Comment) with { OnOverLimit = OnOverLimit.Raise }, null, CancellationToken.None));

        Assert.True((await house.Queries.GetAsync(accepted.BatchPublicId, CancellationToken.None))!.ContextLimitTokens > 300);
    }

    private static async Task<BatchHouse> NewHouseAsync(StorageProvider provider = StorageProvider.Sqlite, int slots = 4)
    {
        var house = await BatchHouse.CreateAsync(provider, new TestEngine(slots));
        house.Engine.ContextLimitTokens = 300;
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(Echo(prompt));
        return house;
    }

    private static SubmissionRequest Request(BatchHouse house, TaskKind kind) => house.NewRequest(Stream.Null) with
    {
        Format = InputFormat.Files,
        Files = [new UploadedFile("Long.cs", () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Source)))],
        Task = TaskSetting.Of(kind),
    };

    private static async Task<string> SubmitAsync(BatchHouse house, TaskKind kind) =>
        Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(Request(house, kind), null, CancellationToken.None)).BatchPublicId;

    private static GenerationOutcome Echo(string prompt) => GenerationOutcome.Answer($"```csharp\n{prompt}\n```");

    private static Task<IReadOnlyList<PieceSummary>> PiecesAsync(BatchHouse house, string id) =>
        house.Services.GetRequiredService<PieceQueries>().ListAsync(id, 0, CancellationToken.None);

    private static async Task UntilPiecesAsync(BatchHouse house, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await house.OpenAsync();
            if (await db.Pieces.CountAsync(piece => piece.State == PieceState.Succeeded, cancellationToken) >= count)
                return;
            await Task.Delay(5, cancellationToken);
        }
    }
}
