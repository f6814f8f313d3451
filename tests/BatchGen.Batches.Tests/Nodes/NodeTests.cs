using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patience = BatchGen.Testing.Patience;

namespace BatchGen.Batches.Tests.Nodes;

/// <summary>Several machines on one database: who they are, and whose time it is.</summary>
public sealed class NodeTests
{
    [Fact]
    public async Task Board_ShowsEveryMachine_AndWhichOneWasStopped()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var web = await TestNode.StartAsync(database, "web", NodeRole.Web);
        await using var worker = await TestNode.StartAsync(database, "worker", NodeRole.Worker);
        await worker.UntilKnownAsync(web);

        var seen = web.Board.Find("worker")!;
        Assert.Equal((NodeRole.Worker, NodeState.Here), (seen.Role, seen.State));
        Assert.Equal(["CUDA0", "CPU"], seen.Report.Devices.Select(device => device.Name));
        Assert.Equal([new NodeModel("m.gguf", Fits: true)], seen.Report.Models);

        await worker.StopAsync();

        await Patience.UntilAsync(() => web.Board.Find("worker")!.State == NodeState.Stopped, "the word that it was stopped");
        Assert.Equal(["web", "worker"], web.Board.List().Select(node => node.Name));
    }

    [Fact]
    public async Task Start_IsRefused_WhenAnotherThatLivesHasTheName()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var first = await TestNode.StartAsync(database, "same");

        var refused = await Assert.ThrowsAsync<StorageException>(() => TestNode.StartAsync(database, "same"));

        Assert.Equal("node_name_in_use", refused.Code);
        Assert.Contains("Node:Name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TakesTheNameOver_WhenItsHolderSaysNothingAnyMore()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using (await TestNode.StartAsync(database, "same"))
        {
            // Stopped in good order when this ends.
        }

        await using var second = await TestNode.StartAsync(database, "same");
        // As a machine leaves it that lost its power.
        await using (var db = await second.OpenAsync())
            await db.Nodes.ExecuteUpdateAsync(
                set => set.SetProperty(node => node.Process, "other/1/nonce").SetProperty(node => node.LeftAt, (DateTimeOffset?)null));

        await Patience.UntilAsync(async () =>
        {
            await using var db = await second.OpenAsync();
            return (await db.Nodes.SingleAsync()).Process == second.Services.GetRequiredService<NodeIdentity>().Process;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Claim_IsKept_WhenAnotherMachinesClockIsWrongByHours(int hours)
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var right = await TestNode.StartAsync(database, "right", NodeRole.Web);
        await using var wrong = await TestNode.StartAsync(database, "wrong", NodeRole.Web, clockAhead: TimeSpan.FromHours(hours));
        await right.SubmitAsync("a");
        var rights = right.Services.GetRequiredService<ShardClaims>();
        var wrongs = wrong.Services.GetRequiredService<ShardClaims>();

        var mine = Assert.IsType<TakenShard>(await rights.TakeNextAsync(CancellationToken.None));
        Assert.IsType<NoShard>(await wrongs.TakeNextAsync(CancellationToken.None));
        mine.Active.Dispose();
        await rights.ReleaseAsync(mine.Claim);

        // And the other way round: what the wrong one claims is not for ever, and not lapsed at once.
        var theirs = Assert.IsType<TakenShard>(await wrongs.TakeNextAsync(CancellationToken.None));
        Assert.IsType<NoShard>(await rights.TakeNextAsync(CancellationToken.None));
        await using (var db = await right.OpenAsync())
        {
            var until = await db.Shards.Select(shard => shard.ClaimedUntil!.Value).SingleAsync();
            Assert.InRange(
                until - right.Services.GetRequiredService<TimeProvider>().GetUtcNow(),
                TimeSpan.Zero,
                new ExecutionOptions().ClaimDuration + TimeSpan.FromSeconds(1));
        }

        theirs.Active.Dispose();
        await wrongs.ReleaseAsync(theirs.Claim);

        await wrong.UntilKnownAsync(right);
        Assert.Equal(NodeState.Here, right.Board.Find("wrong")!.State);
        Assert.InRange(right.Board.Find("wrong")!.Report.ClockAheadSeconds, (hours * 3600) - 60, (hours * 3600) + 60);
    }

    [Fact]
    public async Task Sweep_GivesBackWhatAGoneMachineHeld_AndLeavesALivingOnes()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var node = await TestNode.StartAsync(database, "web", NodeRole.Web);
        await node.SubmitAsync("a");
        await node.SubmitAsync("b");
        var until = node.Services.GetRequiredService<TimeProvider>().GetUtcNow() + TimeSpan.FromHours(1);
        await using (var db = await node.OpenAsync())
        {
            var now = node.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            db.Nodes.Add(NewNode("dead", "dead/7/x", now - TimeSpan.FromMinutes(2)));
            db.Nodes.Add(NewNode("alive", "alive/7/x", now));
            db.Nodes.Add(NewNode("long gone", "old/7/x", now - TimeSpan.FromDays(30)));
            await db.SaveChangesAsync();
            var shards = await db.Shards.OrderBy(shard => shard.Id).ToListAsync();
            Claim(shards[0], "dead/7/x/1", until);
            Claim(shards[1], "alive/7/x/1", until);
            await db.SaveChangesAsync();
        }

        await Patience.UntilAsync(() => node.Board.Find("alive") is not null && node.Board.Find("dead") is not null);
        await node.Services.GetRequiredService<Sweep>().TurnAsync(CancellationToken.None);

        await using var after = await node.OpenAsync();
        Assert.Equal([ShardState.Pending, ShardState.Claimed], await after.Shards.OrderBy(shard => shard.Id).Select(shard => shard.State).ToListAsync());
        Assert.Equal(["alive", "dead", "web"], await after.Nodes.OrderBy(row => row.Name).Select(row => row.Name).ToListAsync());
    }

    [Fact]
    public async Task Migrate_Refuses_WhenTheDatabaseIsOfANewerVersion()
    {
        var database = await PostgreSqlServer.CreateDatabaseAsync();
        await using var newer = await TestNode.StartAsync(database, "newer");
        await using (var db = await newer.OpenAsync())
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '10')""");

        var refused = await Assert.ThrowsAsync<StorageException>(() => TestNode.StartAsync(database, "older"));

        Assert.Equal("database_of_another_version", refused.Code);
        Assert.Contains("99990101000000_Later", refused.Message, StringComparison.Ordinal);
        // Whoever runs already goes on.
        await newer.UntilAsync(await newer.SubmitAsync("a"), BatchState.Completed);
    }

    [Fact]
    public async Task Migrate_MakesTheTablesOnce_WhenSeveralMachinesStartAtOnce()
    {
        var database = await PostgreSqlServer.CreateEmptyDatabaseAsync();

        var nodes = await Task.WhenAll(Enumerable.Range(1, 3).Select(number => TestNode.StartAsync(database, $"node {number}")));

        await nodes[0].UntilAsync(await nodes[1].SubmitAsync("a"), BatchState.Completed);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private static Node NewNode(string name, string process, DateTimeOffset heardAt) => new()
    {
        Name = name,
        Process = process,
        Role = NodeRole.Worker,
        Version = "1",
        StartedAt = heardAt,
        HeardAt = heardAt,
        ReportJson = NodeReport.Empty.ToJson(),
    };

    private static void Claim(Shard shard, string holder, DateTimeOffset until)
    {
        shard.State = ShardState.Claimed;
        shard.ClaimedBy = holder;
        shard.ClaimedUntil = until;
    }
}
