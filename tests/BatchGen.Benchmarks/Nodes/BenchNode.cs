using System.Text;
using BatchGen.Batches.Models;
using BatchGen.Batches;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Migrations.PostgreSql;
using BatchGen.Migrations.Sqlite;
using BatchGen.Testing;
using BatchGen.Web.Tests.Fakes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BatchGen.Benchmarks.Nodes;

/// <summary>
/// A machine on a shared database with an engine of fixed speed: heartbeats, following,
/// claiming and committing are the product's; jobs are handed to it here.
/// </summary>
internal sealed class BenchNode : IAsyncDisposable, IDeviceSurvey, IKnownModels, IBackgroundJobClient
{
    private readonly ScratchFolder _folder = new();
    private readonly IHost _host;

    private BenchNode(string database, string name, NodeRole role, TimeSpan answer, int itemsPerShard)
    {
        ModelPath = Path.Combine(_folder.Path, "m.gguf");
        File.WriteAllText(ModelPath, "never looked into");
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Insert(0, new BatchGen.Batches.Settings.SettingsSource(_folder.File("settings.json")));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Node:Name"] = name,
            ["Node:Role"] = role.ToString(),
            ["Storage:DataDirectory"] = _folder.Path,
            ["Storage:Provider"] = nameof(StorageProvider.PostgreSql),
            ["Storage:ConnectionString"] = database,
            ["Storage:Files"] = nameof(FilePlace.Database),
            ["Submission:ItemsPerShard"] = $"{itemsPerShard}",
        });
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddSingleton<IEngineManager>(new FakeEngineManager { Prepare = engine => engine.Duration = answer });
        builder.Services.AddSingleton<IDeviceSurvey>(this);
        builder.Services.AddSingleton<IKnownModels>(this);
        builder.Services.AddSingleton<IBackgroundJobClient>(this);
        builder.Services.AddBatches(
            builder.Configuration, new MigrationAssemblies(typeof(SqliteContextFactory).Assembly, typeof(PostgreSqlContextFactory).Assembly));
        _host = builder.Build();
    }

    public string ModelPath { get; }

    public static async Task<BenchNode> StartAsync(string database, string name, NodeRole role, TimeSpan answer = default, int itemsPerShard = 20)
    {
        var node = new BenchNode(database, name, role, answer, itemsPerShard);
        await node._host.Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await node._host.StartAsync();
        return node;
    }

    public Task SubmitAsync(int items) => _host.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
        new SubmissionRequest
        {
            Name = "bench",
            ModelPath = ModelPath,
            Input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, items).Select(item => $"prompt {item}")))),
        },
        progress: null,
        CancellationToken.None);

    public async Task<List<long>> ShardsAsync()
    {
        await using var db = await OpenAsync();
        return await db.Shards.Where(shard => shard.State != ShardState.Done).OrderBy(shard => shard.Id).Select(shard => shard.Id).ToListAsync();
    }

    public Task<BatchGenDbContext> OpenAsync() => _host.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();

    public Task RunAsync(long shardId) => _host.Services.GetRequiredService<ShardJob>().RunAsync(shardId, CancellationToken.None);

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceMemory>>([new("CPU", "", DeviceKind.Cpu, 1L << 35, 1L << 36)]);

    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([ModelPath]);

    // What the product hands to the queue is not run: the benchmark hands out the shards itself.
    public string Create(Job job, IState state) => "1";

    public bool ChangeState(string jobId, IState state, string expectedState) => true;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Dispose();
    }
}
