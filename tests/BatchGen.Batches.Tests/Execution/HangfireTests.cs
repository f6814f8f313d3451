using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Tests.Execution;

/// <summary>The jobs on the real Hangfire, wired as the composition root wires them.</summary>
public sealed class HangfireTests
{
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
        });
        builder.Services.AddEngine(builder.Configuration);
        builder.Services.AddSingleton<IEngineManager>(new TestEngines(engine));
        builder.Services.AddBatches(builder.Configuration, TestMigrations.Assemblies);
        builder.Services.AddHangfire(hangfire => Configure(hangfire, database));
        builder.Services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([.. JobQueues.Shards], 2));
        builder.Services.AddHangfireServer(server => (server.Queues, server.WorkerCount) = ([JobQueues.Finalize], 1));
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await host.StartAsync();
        return host;
    }

    private static void Configure(IGlobalConfiguration hangfire, string? database)
    {
        if (database is null)
            hangfire.UseInMemoryStorage();
        else
            hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(database), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(100) });
    }

    private static async Task<BatchSummary> WaitAsync(BatchQueries queries, string id)
    {
        await BatchGen.Testing.Patience.UntilAsync(async () => (await SummaryAsync()).IsFinished, "the batch's end");
        return await SummaryAsync();

        async Task<BatchSummary> SummaryAsync() => (await queries.GetAsync(id, CancellationToken.None))!.Summary;
    }
}
