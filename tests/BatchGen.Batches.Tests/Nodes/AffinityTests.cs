using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;
using BatchGen.Inference.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patience = BatchGen.Testing.Patience;

namespace BatchGen.Batches.Tests.Nodes;

/// <summary>A shard goes where its model is.</summary>
public sealed class AffinityTests
{
    [Fact]
    public async Task Shard_IsLeftToTheMachineThatHasItsModel_HoweverManyJobsTheOtherTakes()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var without = await TestNode.StartAsync(database, "without", model: "other.gguf", settings: ("Submission:ItemsPerShard", "1"));
        await using var having = await TestNode.StartAsync(database, "having", NodeRole.Worker);
        await having.UntilKnownAsync(without);

        var id = await without.SubmitAsync("/elsewhere/m.gguf", ["a", "b", "c", "d", "e", "f"]);
        await without.UntilAsync(id, BatchState.Completed);

        Assert.Empty(without.Engine.Sent);
        Assert.Equal(6, having.Engine.Sent.Count);
    }

    [Fact]
    public async Task Batch_WaitsAndSaysWhere_WhenTheOnlyMachineWithItsModelIsStopped()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var without = await TestNode.StartAsync(database, "without", model: "other.gguf");
        await using (var having = await TestNode.StartAsync(database, "having", NodeRole.Worker))
            await having.UntilKnownAsync(without);
        await Patience.UntilAsync(() => without.Board.Find("having")!.State == NodeState.Stopped);

        var id = await without.SubmitAsync(@"C:\elsewhere\m.gguf", ["a"]);
        await Patience.UntilAsync(async () => await ReasonAsync() is not null, "the reason");
        Assert.Equal("waiting: the model m.gguf is on the machine having only, which is not running", await ReasonAsync());

        await using var again = await TestNode.StartAsync(database, "having", NodeRole.Worker);
        await without.UntilAsync(id, BatchState.Completed);
        Assert.Equal("a", Assert.Single(again.Engine.Sent));

        async Task<string?> ReasonAsync()
        {
            await using var db = await without.OpenAsync();
            return (await db.Batches.AsNoTracking().SingleAsync()).WaitingReason?.ToString();
        }
    }

    [Fact]
    public async Task Choose_TakesWhatIsLoadedFirst_ThenByUrgencyAndAge()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var other = await TestNode.StartAsync(database, "other", NodeRole.Web);
        // No shard of it is run: only choosing is looked at.
        await using var node = await TestNode.StartAsync(database, "node", NodeRole.Web);
        var folder = Path.GetDirectoryName(node.Engine.ModelPath)!;
        await File.WriteAllTextAsync(Path.Combine(folder, "second.gguf"), "");
        await Patience.UntilAsync(() => node.Board.HasOthers);
        var first = await ShardOfAsync(node, await node.SubmitAsync("a"));
        var second = await ShardOfAsync(node, await node.SubmitAsync(Path.Combine(folder, "second.gguf"), ["b"]));
        var choice = node.Services.GetRequiredService<ShardChoice>();

        Assert.Equal(new TakeShard(first), await ChooseAsync());

        node.Engines.Statuses = [Loaded(Path.Combine(folder, "second.gguf"))];
        Assert.Equal(new TakeShard(second), await ChooseAsync());

        // What is more urgent goes first, loaded or not.
        await using (var db = await node.OpenAsync())
            await db.Batches.Where(batch => batch.Shards.Any(shard => shard.Id == first)).ExecuteUpdateAsync(
                set => set.SetProperty(batch => batch.Priority, 1));
        Assert.Equal(new TakeShard(first), await ChooseAsync());

        await using (var db = await node.OpenAsync())
            await db.Shards.ExecuteUpdateAsync(set => set.SetProperty(shard => shard.State, ShardState.Done));
        Assert.IsType<NoShard>(await ChooseAsync());

        async Task<ChosenShard> ChooseAsync()
        {
            await using var db = await node.OpenAsync();
            return await choice.ChooseAsync(db, look: 1, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Choose_LeavesWhatItCannotRunToOthers_AlsoWhileItHasWorkOfItsOwn()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var having = await TestNode.StartAsync(database, "having", NodeRole.Worker, model: "theirs.gguf");
        await using var node = await TestNode.StartAsync(database, "node", NodeRole.Web, settings: ("Submission:ItemsPerShard", "1"));
        await having.UntilKnownAsync(node);
        await having.StopAsync();
        var own = await node.SubmitAsync("a", "b", "c");
        var theirs = await node.SubmitAsync("/elsewhere/theirs.gguf", ["d"]);
        await using var db = await node.OpenAsync();
        var active = node.Services.GetRequiredService<ActiveShards>();
        var ownId = await db.Batches.Where(batch => batch.PublicId == own).Select(batch => batch.Id).SingleAsync();
        var choice = node.Services.GetRequiredService<ShardChoice>();

        Assert.IsType<TakeShard>(await choice.ChooseAsync(db, look: 1, CancellationToken.None));
        // As many of its own as it may have.
        using var first = active.Add(ownId, ownerId: null, priority: 0);
        using var second = active.Add(ownId, ownerId: null, priority: 0);

        var left = Assert.IsType<LeaveToOthers>(await choice.ChooseAsync(db, look: 1, CancellationToken.None));
        Assert.Equal(theirs, await db.Batches.Where(batch => batch.Id == left.BatchId).Select(batch => batch.PublicId).SingleAsync());
    }

    [Theory]
    [InlineData("/srv/models/m.gguf", "m.gguf")]
    [InlineData(@"D:\models\m.gguf", "m.gguf")]
    [InlineData("m.gguf", "m.gguf")]
    public void NameOf_IsTheFilesName_OnWhateverSystemItWasWritten(string path, string name) => Assert.Equal(name, ModelPaths.NameOf(path));

    private static async Task<long> ShardOfAsync(TestNode node, string id)
    {
        await using var db = await node.OpenAsync();
        return await db.Shards.Where(shard => shard.Batch!.PublicId == id).Select(shard => shard.Id).SingleAsync();
    }

    private static EngineStatus Loaded(string path) =>
        new(path, EngineState.Ready, 1, 1, 0, null, null, null, [], 0, DateTimeOffset.UnixEpoch) { Plan = Plan() };

    private static MemoryPlan Plan() => MemoryPlanner.Plan(
        ReferenceShapes.CodeGeeX4(GgufTensorType.Q8_0),
        new PlanSettings(4096),
        [DeviceBudget.Whole(new DeviceMemory("CPU", "", DeviceKind.Cpu, 64 * TestNode.GiB, 64 * TestNode.GiB))]);
}
