using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Submission;

public sealed class BatchSubmissionTests
{
    private const string OneBadLine = "{\"prompt\":\"a\"}\n{\"promt\":\"b\"}\n{\"prompt\":\"c\"}";

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_StoresItemsAndShardsAndEnqueuesThem_WhenAllLinesAreGood(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider, settings: ("Submission:ItemsPerShard", "50"));
        var input = string.Join('\n', Enumerable.Range(1, 120).Select(i => $$"""{"custom_id":"r{{i}}","prompt":"prompt 中文 {{i}}"}"""));

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input));

        Assert.StartsWith("batch_", accepted.BatchPublicId, StringComparison.Ordinal);
        Assert.Equal(
            (120, 0, 360L, 3), (accepted.Summary.GoodItems, accepted.Summary.BadItems, accepted.Summary.PromptTokens, accepted.Summary.LongestPromptTokens));
        var items = await house.GetItemsAsync(accepted.BatchPublicId);
        Assert.Equal(Enumerable.Range(0, 120), items.Select(item => item.Ordinal));
        Assert.Equal(Enumerable.Range(1, 120).Select(i => $"r{i}"), items.Select(item => item.CustomId));
        Assert.All(items, item => Assert.Equal((ItemState.Pending, 3), (item.State, item.PromptTokens)));
        await using var db = await house.OpenAsync();
        var shards = await db.Shards.OrderBy(shard => shard.Id).ToListAsync();
        Assert.Equal([(0, 49), (50, 99), (100, 119)], shards.Select(shard => (shard.FirstOrdinal, shard.LastOrdinal)));
        // Two workers, who take one after the other.
        Assert.Equal([shards[0].BatchId, shards[0].BatchId], house.Jobs.Enqueued.Select(job => (long)job.Args[0]));
    }

    [Theory]
    [InlineData("a\nb\na\na", 2)]
    [InlineData("""{"custom_id":"1","prompt":"a"}"""+"\n"+"""{"custom_id":"2","prompt":"a"}""", 1)]
    [InlineData("""{"prompt":"a"}"""+"\n"+"""{"prompt":"a","seed":7}""", 0)]
    public async Task Submit_CountsItemsThatAskTheSame_AndKeepsThem(string input, int repeated)
    {
        await using var house = await BatchHouse.CreateAsync(StorageProvider.Sqlite);

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input));

        Assert.Equal((input.Split('\n').Length, repeated), (accepted.Summary.GoodItems, accepted.Summary.RepeatedItems));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_StoresNothing_WhenALineIsBad(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync(OneBadLine));

        Assert.Equal((2, ProblemCodes.UnknownField), (Assert.Single(refused.Problems).Line, refused.Problems[0].Code));
        await house.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_MakesBadLinesFailedItems_WhenTheyAreAccepted(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(OneBadLine, Accepting));

        Assert.Equal((2, 1, 1), (accepted.Summary.GoodItems, accepted.Summary.BadItems, accepted.TotalProblems));
        var items = await house.GetItemsAsync(accepted.BatchPublicId);
        Assert.Equal([ItemState.Pending, ItemState.Failed, ItemState.Pending], items.Select(item => item.State));
        Assert.Equal((2, "item-2", ProblemCodes.UnknownField), (items[1].LineNumber, items[1].CustomId, items[1].ErrorCode));

        await house.RunJobsAsync();
        var batch = await house.GetBatchAsync(accepted.BatchPublicId);
        Assert.Equal((BatchState.Completed, 2, 1), (batch.State, batch.SucceededItems, batch.FailedItems));
    }

    [Fact]
    public async Task Submit_CompletesWithErrorsOnly_WhenEveryLineIsBadAndAccepted()
    {
        await using var house = await BatchHouse.CreateAsync();

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("{}\n{}", Accepting));
        await house.RunJobsAsync();

        var batch = await house.GetBatchAsync(accepted.BatchPublicId);
        Assert.Equal((BatchState.Completed, 2), (batch.State, batch.FailedItems));
        Assert.Empty(house.Engine.Sent);
    }

    [Fact]
    public async Task Submit_NamesBothLines_WhenACustomIdComesTwice()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync(
            "{\"custom_id\":\"x\",\"prompt\":\"a\"}\n\n{\"custom_id\":\"x\",\"prompt\":\"b\"}"));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal((3, ProblemCodes.DuplicateCustomId, "custom_id"), (problem.Line, problem.Code, problem.Param));
        Assert.Contains("line 3 is already that of line 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_MakesUpIdsThatNobodyHas_WhenLinesHaveNone()
    {
        await using var house = await BatchHouse.CreateAsync();

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(
            "{\"custom_id\":\"item-3\",\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n{\"prompt\":\"c\"}"));

        var items = await house.GetItemsAsync(accepted.BatchPublicId);
        Assert.Equal(["item-3", "item-2", "item-3-2"], items.Select(item => item.CustomId));
    }

    [Fact]
    public async Task Submit_IsRefusedWithTheEnginesWords_WhenTheModelCannotBeLoaded()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine { LoadProblem = new EngineException("model_invalid", "Not a GGUF file.") });

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a"));

        Assert.Equal(new InputProblem(null, "model_invalid", "Not a GGUF file."), Assert.Single(refused.Problems));
        await house.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Submit_IsRefused_WhenTheModelIsMissing()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a", request => request with { ModelPath = TestEngines.MissingModel }));

        Assert.Equal("model_not_found", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Submit_ListsSomeProblemsAndCountsAll_WhenThereAreMany()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:MaxListedProblems", "10"));

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync(string.Concat(Enumerable.Repeat("{}\n", 700))));

        Assert.Equal(700, refused.TotalProblems);
        Assert.Equal(Enumerable.Range(1, 10), refused.Problems.Select(problem => problem.Line!.Value));
    }

    [Theory]
    [InlineData(OnBadLines.Refuse)]
    [InlineData(OnBadLines.Accept)]
    public async Task Submit_StoresNothing_WhenTheInputAsAWholeIsUnusable(OnBadLines onBadLines)
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:MaxItems", "3"));

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a\nb\nc\nd", request => request with { OnBadLines = onBadLines }));

        Assert.Equal(ProblemCodes.TooManyItems, Assert.Single(refused.Problems).Code);
        await house.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Submit_LeavesNothingBehind_WhenTheInputBreaksOff()
    {
        await using var house = await BatchHouse.CreateAsync();
        await using var broken = new BrokenStream(Encoding.UTF8.GetBytes("a\nb\n"));

        await Assert.ThrowsAsync<IOException>(() => house.Submission.SubmitAsync(house.NewRequest(broken), null, CancellationToken.None));

        await house.AssertNothingStoredAsync();
        Assert.Empty(Directory.GetFiles(Path.Combine(house.DataDirectory, "scratch")));
    }

    [Theory]
    [InlineData(5, JobQueues.High)]
    [InlineData(0, JobQueues.Normal)]
    [InlineData(-1, JobQueues.Low)]
    public async Task Submit_TakesTheQueueOfItsPriority_WhenItEnqueues(int priority, string queue)
    {
        await using var house = await BatchHouse.CreateAsync();

        await house.SubmitAsync("a", request => request with { Priority = priority });

        Assert.Equal(queue, Assert.Single(house.Jobs.Queues));
    }

    [Theory]
    [InlineData("  night\tshift\u0000 ", "nightshift")]
    [InlineData("", null)]
    public async Task Submit_CleansTheName_WhenItIsStored(string name, string? stored)
    {
        await using var house = await BatchHouse.CreateAsync();

        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("a", request => request with { Name = name }));

        var batch = await house.GetBatchAsync(accepted.BatchPublicId);
        Assert.True(stored is null ? batch.Name.StartsWith("Batch of ", StringComparison.Ordinal) : batch.Name == stored, batch.Name);
    }

    private static SubmissionRequest Accepting(SubmissionRequest request) => request with { OnBadLines = OnBadLines.Accept };

    private sealed class BrokenStream(byte[] start) : MemoryStream(start)
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("The connection was lost.");
        }
    }
}
