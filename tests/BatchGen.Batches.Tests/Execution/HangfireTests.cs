using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Upkeep;
using BatchGen.Batches.Webhooks;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>The jobs on the real Hangfire, wired as the composition root wires them.</summary>
public sealed class HangfireTests
{
    private static readonly PostgreSqlStorageOptions PollOften = new() { QueuePollInterval = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Jobs_CarryABatchToItsEnd_WhenHangfireRunsThem(StorageProvider provider)
    {
        using var folder = new ScratchFolder();
        using var engine = new TestEngine();
        using var host = await StartAsync(provider, folder, engine);

        var outcome = await host.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { ModelPath = engine.ModelPath, Input = new MemoryStream("a\nb\nc"u8.ToArray()), Priority = 1 }, null, CancellationToken.None);

        var id = Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
        var batch = await WaitAsync(host.Services.GetRequiredService<BatchQueries>(), id);
        Assert.Equal((BatchState.Completed, 3), (batch.State, batch.SucceededItems));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Read_KnowsTheJobsThatAreToRun_AndNoOthers(StorageProvider provider)
    {
        using var folder = new ScratchFolder();
        using var engine = new TestEngine();
        var gate = new Gate();
        engine.Behaviour = async (prompt, cancellationToken) =>
        {
            await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        using var host = await StartAsync(provider, folder, engine);
        var known = host.Services.GetRequiredService<IKnownJobs>();
        var jobs = host.Services.GetRequiredService<IBackgroundJobClient>();

        var id = await SubmitAsync(host, engine);
        await gate.Reached;
        var batch = await BatchIdAsync(host);
        // No server of this host takes calls, so this one waits.
        jobs.Enqueue<NoticeJob>(JobQueues.Notices, job => job.RunAsync(7, CancellationToken.None));
        jobs.Schedule<NoticeJob>(JobQueues.Notices, job => job.RunAsync(8, CancellationToken.None), TimeSpan.FromHours(1));
        var deleted = jobs.Enqueue<NoticeJob>(JobQueues.Notices, job => job.RunAsync(9, CancellationToken.None));
        jobs.Delete(deleted);
        var failed = jobs.Enqueue<NoticeJob>(JobQueues.Notices, job => job.RunAsync(10, CancellationToken.None));
        using (var storage = host.Services.GetRequiredService<JobStorage>().GetConnection())
            storage.SetJobParameter(failed, "RetryCount", "9");
        jobs.ChangeState(failed, new FailedState(new InvalidOperationException("No.")));

        var held = known.Read();
        Assert.Equal(
            [true, true, true, false, false],
            [held.Hold<ShardJob>(batch), held.Hold<NoticeJob>(7), held.Hold<NoticeJob>(8), held.Hold<NoticeJob>(9), held.Hold<NoticeJob>(10)]);
        Assert.Equal([false, true], [held.GaveUp<NoticeJob>(9), held.GaveUp<NoticeJob>(10)]);
        Assert.False(held.Hold<FinalizeJob>(batch));

        gate.Open();
        await WaitAsync(host.Services.GetRequiredService<BatchQueries>(), id);
        await BatchGen.Testing.Patience.UntilAsync(() => Task.FromResult(!known.Read().Hold<ShardJob>(batch)), "the end of the shard's job");
        await host.StopAsync();
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Sweep_EndsABatchWhoseJobsAreGone_WithoutARestart(StorageProvider provider)
    {
        using var folder = new ScratchFolder();
        using var engine = new TestEngine();
        using var host = await StartAsync(provider, folder, engine);
        await host.Services.GetRequiredService<QueueControl>().PauseAsync("Ada", CancellationToken.None);
        var id = await SubmitAsync(host, engine);
        var known = host.Services.GetRequiredService<IKnownJobs>();
        var batch = await BatchIdAsync(host);
        await BatchGen.Testing.Patience.UntilAsync(() => Task.FromResult(!known.Read().Hold<ShardJob>(batch)), "the end of the shard's job");

        // Resumed by another machine that died before it queued anything.
        await using (var db = await OpenAsync(host))
            await db.QueuePauses.ExecuteDeleteAsync();

        Assert.Equal(BatchState.Completed, (await WaitAsync(host.Services.GetRequiredService<BatchQueries>(), id)).State);
        await host.StopAsync();
    }

    private static async Task<string> SubmitAsync(IHost host, TestEngine engine)
    {
        var outcome = await host.Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { ModelPath = engine.ModelPath, Input = new MemoryStream("a"u8.ToArray()) }, null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    private static async Task<long> BatchIdAsync(IHost host)
    {
        await using var db = await OpenAsync(host);
        return await db.Batches.Select(batch => batch.Id).SingleAsync();
    }

    private static Task<BatchGenDbContext> OpenAsync(IHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();

    private static async Task<IHost> StartAsync(StorageProvider provider, ScratchFolder folder, TestEngine engine)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var database = provider == StorageProvider.PostgreSql ? await PostgreSqlServer.CreateDatabaseAsync() : null;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = folder.Path,
            ["Storage:Provider"] = provider.ToString(),
            ["Storage:ConnectionString"] = database,
            ["Execution:RecoveryInterval"] = "00:00:01",
            ["Execution:StopGrace"] = "00:00:00",
        });
        ((IConfigurationBuilder)builder.Configuration).Add(new SettingsSource(Path.Combine(folder.Path, SettingsSource.FileName)));
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddSingleton<IEngineManager>(new TestEngines(engine));
        builder.Services.AddBatches(builder.Configuration, TestMigrations.Assemblies);
        TestQueue.Add(builder.Services, () => Open(database));
        builder.Services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([.. JobQueues.Shards], 2));
        builder.Services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([JobQueues.Finalize], 1));
        builder.Services.AddHangfireServer(provider => new BackgroundProcessingServer(
            provider.GetRequiredService<JobStorage>(), [provider.GetRequiredService<Sweep>(), provider.GetRequiredService<ScheduleClock>()], new Dictionary<string, object>()));
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await host.StartAsync();
        return host;
    }

    private static JobStorage Open(string? database) => database is null
        ? new InMemoryStorage()
        : new PostgreSqlStorage(new NpgsqlConnectionFactory(database, PollOften), PollOften);

    private static async Task<BatchSummary> WaitAsync(BatchQueries queries, string id)
    {
        await BatchGen.Testing.Patience.UntilAsync(async () => (await SummaryAsync()).IsFinished, "the batch's end");
        return await SummaryAsync();

        async Task<BatchSummary> SummaryAsync() => (await queries.GetAsync(id, CancellationToken.None))!.Summary;
    }
}
