using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Upkeep;
using Hangfire;
using Hangfire.AspNetCore;
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
        services.AddOptions<QueueOptions>().PostConfigure<IOptions<StorageOptions>>((queue, storage) =>
        {
            queue.Storage ??= storage.Value.Provider == StorageProvider.PostgreSql ? QueueStorage.PostgreSql : QueueStorage.InMemory;
            queue.ConnectionString ??= storage.Value.Provider == StorageProvider.PostgreSql ? storage.Value.ConnectionString : null;
        });
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddSingleton<IValidateOptions<QueueOptions>, SharedQueueValidator>();
        // Ours, and not JobStorage.Current: two applications in one process, as in tests, would share the later one's.
        services.AddSingleton(provider => OpenStorage(provider.GetRequiredService<IOptions<QueueOptions>>().Value));
        // Likewise what makes the jobs: of two that start at once, one would run the other's and find no work in its own database.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire
            .UseLogProvider(new HangfireLogProvider(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        var role = NodeRoles.Of(configuration);
        if (role.RunsShards())
        {
            services.AddHangfireServer((provider, server) =>
            {
                var execution = provider.GetRequiredService<IOptions<ExecutionOptions>>().Value;
                SetUp(server, JobQueues.Shards, execution.Workers);
                // Its workers wait for what is in the engine, and give the rest back.
                server.ShutdownTimeout = execution.StopGrace + TimeSpan.FromSeconds(5);
            });
        }

        // A server of its own, or a cancelled batch waits for its files until a shard worker is free. On every machine: it needs
        // nothing but the database and the place of the files.
        services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Finalize], workers: 1));
        if (role.ServesPages())
        {
            // Only here: a file is judged by the machine that took it in, whose models its sender was shown; and calls go out from the
            // machine that others can reach, which is the one that may reach them. Neither may wait behind the other.
            services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Validate], workers: 2));
            services.AddHangfireServer((_, server) => SetUp(server, [JobQueues.Notices], workers: 2));
        }

        // No jobs, only loops that Hangfire's dispatcher owns. Schedules read folders of the machine that people see.
        services.AddHangfireServer(provider => new BackgroundProcessingServer(
            provider.GetRequiredService<JobStorage>(),
            role.ServesPages() ? [provider.GetRequiredService<Sweep>(), provider.GetRequiredService<ScheduleClock>()] : [provider.GetRequiredService<Sweep>()],
            NoQueues));
        return services;
    }

    /// <summary>Hangfire makes its tables when its storage is first asked for; before that it has to know where to log.</summary>
    public static void OpenQueue(this IServiceProvider services)
    {
        services.GetRequiredService<IGlobalConfiguration>();
        services.GetRequiredService<JobStorage>();
    }

    private static void SetUp(BackgroundJobServerOptions server, IReadOnlyList<string> queues, int workers)
    {
        server.Queues = [.. queues];
        server.WorkerCount = workers;
        // How soon a deleted job's token is cancelled; the default of 5 s feels like a hang.
        server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
        // How late a job that was put off may come, e.g. for a shard whose holder died; the default is 15 s.
        server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
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
