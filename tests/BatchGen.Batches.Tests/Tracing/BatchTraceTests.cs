using System.Diagnostics;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Testing;

namespace BatchGen.Batches.Tests.Tracing;

public sealed class BatchTraceTests
{
    [Fact]
    public async Task Trace_IsOne_FromSubmissionThroughShardsToTheFiles()
    {
        using var heard = new HeardSpans();
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:ItemsPerShard", "2"));
        var id = await house.SubmitPromptsAsync("one", "two", "three");

        await house.RunJobsAsync();

        var submission = Assert.Single(heard.OfBatch(id, "batch.submit"));
        var trace = heard.OfTrace(submission.TraceId);
        Assert.Equal(default, submission.ParentSpanId);
        var shards = trace.Where(span => span.OperationName == "shard.run").ToList();
        Assert.Equal(2, shards.Count);
        Assert.All(shards, shard => Assert.Equal(submission.SpanId, shard.ParentSpanId));
        Assert.Equal(submission.SpanId, Assert.Single(trace, span => span.OperationName == "batch.finalize").ParentSpanId);
        var commits = trace.Where(span => span.OperationName == "results.commit").ToList();
        Assert.NotEmpty(commits);
        Assert.All(commits, commit => Assert.Contains(commit.ParentSpanId, shards.Select(shard => shard.SpanId)));
        Assert.DoesNotContain(trace, span => span.OperationName == "item.generate");
    }

    [Fact]
    public async Task Trace_GoesOn_WhenTheProgramWasStartedAgain()
    {
        using var heard = new HeardSpans();
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("one");
        await house.RestartAsync();

        await house.SweepAsync();
        await house.RunJobsAsync();

        var submission = Assert.Single(heard.OfBatch(id, "batch.submit"));
        Assert.Equal((submission.TraceId, submission.SpanId), Parent(Assert.Single(heard.OfBatch(id, "shard.run"))));
    }

    [Fact]
    public async Task Trace_IsTheCallers_WhenTheyBroughtOne()
    {
        using var heard = new HeardSpans();
        await using var house = await BatchHouse.CreateAsync();
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        string id;
        using (var request = new Activity("a server's own span of the request"))
        {
            request.SetParentId(caller.TraceId, caller.SpanId, caller.TraceFlags).Start();
            id = await house.SubmitPromptsAsync("one");
        }

        Assert.Equal((caller.TraceId, caller.SpanId), Parent(Assert.Single(heard.OfBatch(id, "batch.submit"))));
    }

    [Fact]
    public async Task Items_HaveSpans_WhereTheConfigurationAsksForThem()
    {
        using var heard = new HeardSpans();
        await using var house = await BatchHouse.CreateAsync(settings: ("Telemetry:TracedItemsPercent", "100"));
        var id = await house.SubmitPromptsAsync("one", "two", "three");

        await house.RunJobsAsync();

        var shard = Assert.Single(heard.OfBatch(id, "shard.run"));
        var items = heard.OfBatch(id, "item.generate");
        Assert.Equal([0, 1, 2], items.Select(item => (int)item.GetTagItem("batchgen.item.ordinal")!).Order());
        Assert.All(items, item =>
        {
            Assert.Equal((shard.TraceId, shard.SpanId), Parent(item));
            // As the test's engine says: 1 ms in its queue, 2 ms to the first token, 10 ms to the last.
            Assert.Equal(TimeSpan.FromMilliseconds(13), item.Duration);
        });
    }

    [Fact]
    public async Task Shard_IsMarked_WhenItFails()
    {
        using var heard = new HeardSpans();
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("one");
        house.Engine.LoadProblem = new Engine.Client.EngineException("model_not_found", $"There is no such file.");

        await house.RunJobsAsync();

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(heard.OfBatch(id, "shard.run")).Status);
    }

    private static (ActivityTraceId Trace, ActivitySpanId Span) Parent(Activity span) => (span.TraceId, span.ParentSpanId);
}
