using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Models;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Upkeep;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>One of several machines on one PostgreSQL: a host of its own, with a data directory, a models folder, an engine and a clock of its own.</summary>
internal sealed class TestNode : IAsyncDisposable, IDeviceSurvey, IKnownModels
{
    public const long GiB = 1L << 30;

    private readonly ScratchFolder _folder = new();
    private readonly string _database;
    private IHost? _host;

    private TestNode(string database, string name, string? model)
    {
        _database = database;
        Name = name;
        // Every machine keeps its models somewhere else.
        var path = Path.Combine(_folder.Path, $"models of {name}", model ?? "none.gguf");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (model is not null)
            File.WriteAllText(path, "not looked into by a test engine");
        Engine = new TestEngine { ModelPath = path };
        Engines = new TestEngines(Engine);
    }

    public string Name { get; }

    public TestEngine Engine { get; }

    public TestEngines Engines { get; }

    public IServiceProvider Services => _host!.Services;

    public NodeBoard Board => Services.GetRequiredService<NodeBoard>();

    public BatchControl Control => Services.GetRequiredService<BatchControl>();

    /// <param name="model">The name of the model file that it has; null has none.</param>
    public static async Task<TestNode> StartAsync(
        string database, string name, NodeRole role = NodeRole.All, string? model = "m.gguf", TimeSpan clockAhead = default, params (string Key, string Value)[] settings)
    {
        var node = new TestNode(database, name, model);
        try
        {
            await node.StartAsync(role, clockAhead, settings);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public Task<string> SubmitAsync(params IEnumerable<string> prompts) => SubmitAsync(Engine.ModelPath, prompts);

    public async Task<string> SubmitAsync(string modelPath, IEnumerable<string> prompts)
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', prompts)));
        var outcome = await Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = "test", ModelPath = modelPath, Input = input }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    public async Task<BatchSummary> GetAsync(string id) => (await Services.GetRequiredService<BatchQueries>().GetAsync(id, CancellationToken.None))!.Summary;

    public Task UntilAsync(string id, BatchState state) =>
        BatchGen.Testing.Patience.UntilAsync(async () => (await GetAsync(id)).State == state, $"the batch's being {state}");

    /// <summary>Until its models are known to every machine given.</summary>
    public Task UntilKnownAsync(params TestNode[] to) => BatchGen.Testing.Patience.UntilAsync(
        () => to.All(other => other.Board.Find(Name) is { Report.Devices.Count: > 0 }), $"{Name}'s report");

    public Task<BatchGenDbContext> OpenAsync() => Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();

    public Task StopAsync() => _host!.StopAsync();

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DeviceMemory>>(
    [
        new("CUDA0", "A card", DeviceKind.Gpu, 23 * GiB, 24 * GiB),
        new("CPU", "A processor", DeviceKind.Cpu, 60 * GiB, 64 * GiB),
    ]);

    public Task<IReadOnlyList<string>> ListPathsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Directory.EnumerateFiles(Path.GetDirectoryName(Engine.ModelPath)!)]);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
        }

        // A pool for each database would soon have more connections than the server lets in.
        NpgsqlConnection.ClearPool(new NpgsqlConnection(_database));
        Engine.Dispose();
        _folder.Dispose();
    }

    private async Task StartAsync(NodeRole role, TimeSpan clockAhead, (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var data = Path.Combine(_folder.Path, "data");
        ((IConfigurationBuilder)builder.Configuration).Add(new SettingsSource(Path.Combine(data, SettingsSource.FileName)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Node:Name"] = Name,
            ["Node:Role"] = role.ToString(),
            ["Node:HeartbeatInterval"] = "00:00:00.2",
            ["Node:FollowInterval"] = "00:00:00.1",
            ["Storage:DataDirectory"] = data,
            ["Storage:Provider"] = nameof(StorageProvider.PostgreSql),
            ["Storage:ConnectionString"] = _database,
            ["Storage:Files"] = nameof(FilePlace.Database),
            ["Execution:RecoveryInterval"] = "00:00:01",
            ["Execution:StopGrace"] = "00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddSingleton(new MachineClock(new ShiftedTime(clockAhead)));
        builder.Services.AddSingleton<IEngineManager>(Engines);
        builder.Services.AddSingleton<IDeviceSurvey>(this);
        builder.Services.AddSingleton<IKnownModels>(this);
        builder.Services.AddBatches(builder.Configuration, TestMigrations.Assemblies);
        AddQueue(builder.Services, role);
        _host = builder.Build();
        await _host.Services.GetRequiredService<DatabaseStartup>().MigrateAsync(() => Services.GetRequiredService<JobStorage>(), CancellationToken.None);
        await _host.StartAsync();
    }

    private void AddQueue(IServiceCollection services, NodeRole role)
    {
        var often = new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100), UseSlidingInvisibilityTimeout = true, InvisibilityTimeout = TimeSpan.FromSeconds(5) };
        TestQueue.Add(services, () => new PostgreSqlStorage(new NpgsqlConnectionFactory(_database, often), often));
        if (role.RunsShards())
            services.AddHangfireServer(
                server => (server.Queues, server.WorkerCount, server.SchedulePollingInterval) = ([.. JobQueues.Shards], 2, TimeSpan.FromSeconds(1)));
        services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([JobQueues.Finalize], 1));
        if (role.ServesPages())
            services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([JobQueues.Validate], 1));
        services.AddHangfireServer(provider => new BackgroundProcessingServer(
            provider.GetRequiredService<JobStorage>(), [provider.GetRequiredService<Sweep>()], new Dictionary<string, object>()));
    }

    /// <summary>A clock that is wrong by as much, and runs at the right pace.</summary>
    private sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
