using BatchGen.Batches.Execution;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Upkeep;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Queue;

internal static class QueueRegistration
{
    // As the queue's own pages list a server; without them they stumble over it.
    private static readonly Dictionary<string, object> NoQueues = new() { ["Queues"] = Array.Empty<string>(), ["WorkerCount"] = 0 };

    /// <summary>Adds Hangfire's client and server, set up by section "Queue".</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QueueOptions>().Bind(configuration.GetSection(QueueOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        // Ours, and not JobStorage.Current: two applications in one process, as in tests, would share the later one's.
        services.AddSingleton(provider => OpenStorage(provider.GetRequiredService<IOptions<QueueOptions>>().Value));
        services.AddHangfire((provider, hangfire) => hangfire
            .UseLogProvider(new HangfireLogProvider(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer((provider, server) =>
        {
            var execution = provider.GetRequiredService<IOptions<ExecutionOptions>>().Value;
            SetUp(server, JobQueues.Shards, execution.Workers);
            // Its workers wait for what is in the engine, and give the rest back.
            server.ShutdownTimeout = execution.StopGrace + TimeSpan.FromSeconds(5);
        });
        // A server of its own, or a cancelled batch waits for its files until a shard worker is free.
        services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Finalize], workers: 1));
        // Neither may wait behind shards, nor the one for the other: a file may wait for a model, a call for a slow server.
        services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Validate], workers: 2));
        services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Webhooks], workers: 2));
        // No jobs, only loops that Hangfire's dispatcher owns.
        services.AddHangfireServer(provider => new BackgroundProcessingServer(
            provider.GetRequiredService<JobStorage>(), [provider.GetRequiredService<Sweep>(), provider.GetRequiredService<ScheduleClock>()], NoQueues));
        return services;
    }

    private static void SetUp(BackgroundJobServerOptions server, IReadOnlyList<string> queues, int workers)
    {
        server.Queues = [.. queues];
        server.WorkerCount = workers;
        // How soon a deleted job's token is cancelled; the default of 5 s feels like a hang.
        server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
    }

    private static JobStorage OpenStorage(QueueOptions options)
    {
        if (options.Storage is QueueStorage.InMemory)
            return new InMemoryStorage(new InMemoryStorageOptions());

        var settings = new PostgreSqlStorageOptions
        {
            // Without sliding, a healthy shard that runs longer than the timeout is started twice.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = options.InvisibilityTimeout,
            // Held while a job changes its state, which takes milliseconds. One that its process could not give back, because it was killed or
            // the database was away, would else keep its job from running for ten minutes.
            DistributedLockTimeout = options.InvisibilityTimeout,
            QueuePollInterval = options.PollInterval,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(options.ConnectionString, settings), settings);
    }
}
