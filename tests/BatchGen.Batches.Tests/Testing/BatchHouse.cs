using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Models;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Upkeep;
using BatchGen.Engine.Client;
using Hangfire;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>The whole room on a database of its own, with an engine and a queue that the test holds in its hands.</summary>
internal sealed class BatchHouse : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider? _wallClock;
    private ServiceProvider _services;

    private BatchHouse(ScratchFolder folder, Dictionary<string, string?> settings, TestEngine engine, TimeProvider? wallClock)
    {
        _wallClock = wallClock;
        _folder = folder;
        _settings = settings;
        Engine = engine;
        Engines = new TestEngines(engine);
        Models = new EngineModels(engine);
        _services = Build();
    }

    public TestEngine Engine { get; }

    public TestEngines Engines { get; }

    public EngineModels Models { get; }

    /// <summary>In place of <see cref="Engines"/> from the next start on; null is those.</summary>
    public IEngineManager? Manager { get; set; }

    public TestJobs Jobs { get; } = new();

    public IServiceProvider Services => _services;

    public BatchSubmission Submission => _services.GetRequiredService<BatchSubmission>();

    public BatchControl Control => _services.GetRequiredService<BatchControl>();

    public BatchQueries Queries => _services.GetRequiredService<BatchQueries>();

    public string DataDirectory => _settings["Storage:DataDirectory"]!;

    public static Task<BatchHouse> CreateAsync(
        StorageProvider provider = StorageProvider.Sqlite, TestEngine? engine = null, params (string Key, string Value)[] settings) =>
        CreateAsync(provider, engine, settings, wallClock: null);

    /// <param name="wallClock">What work hours go by; null takes the room's own time, which everything else goes by in any case.</param>
    public static async Task<BatchHouse> CreateAsync(
        StorageProvider provider, TestEngine? engine, (string Key, string Value)[] settings, TimeProvider? wallClock)
    {
        var folder = new ScratchFolder();
        var all = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        // A test that stops its workers means now.
        all.TryAdd("Execution:StopGrace", "00:00:00");
        all.TryAdd("Storage:DataDirectory", Path.Combine(folder.Path, "data"));
        all["Storage:Provider"] = provider.ToString();
        if (provider == StorageProvider.PostgreSql)
            all["Storage:ConnectionString"] = await PostgreSqlServer.CreateDatabaseAsync();

        var house = new BatchHouse(folder, all, engine ?? new TestEngine(), wallClock);
        var directory = house._services.GetRequiredService<DataDirectory>();
        directory.Create();
        if (provider == StorageProvider.Sqlite && new FileInfo(directory.DatabaseFile).Length == 0)
            await SqliteTemplate.CopyToAsync(directory.DatabaseFile);
        return house;
    }

    /// <summary>Everything in memory is gone, as when the process was killed and started again.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        Jobs.Clear();
        _services = Build();
    }

    public Task<SubmissionOutcome> SubmitAsync(string input, Func<SubmissionRequest, SubmissionRequest>? change = null) =>
        SubmitAsync(Encoding.UTF8.GetBytes(input), change);

    public Task<SubmissionOutcome> SubmitAsync(byte[] input, Func<SubmissionRequest, SubmissionRequest>? change = null) =>
        Submission.SubmitAsync(NewRequest(new MemoryStream(input), change), progress: null, CancellationToken.None);

    /// <summary>Submits one text prompt a line and gives the batch's public id.</summary>
    public async Task<string> SubmitPromptsAsync(params IEnumerable<string> prompts)
    {
        var outcome = await SubmitAsync(string.Join('\n', prompts));
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    public SubmissionRequest NewRequest(Stream input, Func<SubmissionRequest, SubmissionRequest>? change = null)
    {
        var request = new SubmissionRequest { Name = "test", ModelPath = Engine.ModelPath, Input = input };
        return change is null ? request : change(request);
    }

    /// <summary>One turn of the upkeep, as at start and once a minute.</summary>
    public Task SweepAsync() => _services.GetRequiredService<Sweep>().TurnAsync(CancellationToken.None);

    public Task RunJobsAsync(int workers = 2, CancellationToken cancellationToken = default) => Jobs.RunAsync(_services, workers, cancellationToken);

    public Task<BatchGenDbContext> OpenAsync() =>
        _services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();

    public async Task<BatchSummary> GetBatchAsync(string publicId) =>
        (await Queries.GetAsync(publicId, CancellationToken.None))!.Summary;

    /// <summary>One shard, as a worker that then does something else.</summary>
    public Task<bool> RunNextShardAsync() => _services.GetRequiredService<ShardJob>().RunOneAsync(CancellationToken.None);

    /// <summary>Ends when so many items have a result in the database.</summary>
    public Task UntilSucceededAsync(string publicId, int items) =>
        BatchGen.Testing.Patience.UntilAsync(async () => (await GetBatchAsync(publicId)).SucceededItems >= items, $"{items} results");

    public async Task<IReadOnlyList<ItemSummary>> GetItemsAsync(string publicId) =>
        (await Queries.ListItemsAsync(publicId, ItemFilter.All, 0, 100_000, CancellationToken.None)).Items;

    /// <summary>The lines of a result file; null when there is none.</summary>
    public async Task<string[]?> ReadFileAsync(string publicId, ResultFileKind kind)
    {
        var file = await _services.GetRequiredService<ResultFiles>().OpenReadAsync(publicId, kind, CancellationToken.None);
        if (file is null)
            return null;
        using var reader = new StreamReader(file.Content);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task AssertNothingStoredAsync()
    {
        await using var db = await OpenAsync();
        Assert.Equal((0, 0, 0), (await db.Batches.CountAsync(), await db.Items.CountAsync(), await db.Shards.CountAsync()));
        Assert.Empty(Jobs.Enqueued);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_settings["Storage:Provider"] == nameof(StorageProvider.Sqlite))
            SqliteConnection.ClearPool(new SqliteConnection($"Data Source={Path.Combine(DataDirectory, "batchgen.db")}"));
        Engine.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(Manager ?? Engines);
        services.AddSingleton<IBackgroundJobClient>(Jobs);
        services.AddSingleton<IKnownJobs>(Jobs);
        services.AddSingleton<IKnownModels>(Models);
        // As a server has it: what was set in the browser below what it was started with.
        var configuration = new ConfigurationBuilder().Add(
            new SettingsSource(Path.Combine(DataDirectory, SettingsSource.FileName))).AddInMemoryCollection(_settings);
        services.AddBatches(configuration.Build(), TestMigrations.Assemblies);
        if (_wallClock is { } clock)
        {
            services.AddSingleton(provider => new QueueHours(provider.GetRequiredService<IOptionsMonitor<NightsOptions>>(), clock));
            services.AddSingleton(provider => new ClosingTime(
                provider.GetRequiredService<QueueHours>(), provider.GetRequiredService<ActiveShards>(), Engines, clock));
        }

        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
