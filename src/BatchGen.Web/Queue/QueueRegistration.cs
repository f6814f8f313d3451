using BatchGen.Batches.Execution;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Queue;

internal static class QueueRegistration
{
    /// <summary>Adds Hangfire's client and server, set up by section "Queue".</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QueueOptions>().Bind(configuration.GetSection(QueueOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.AddHangfire((provider, hangfire) =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            UseStorage(hangfire, provider.GetRequiredService<IOptions<QueueOptions>>().Value);
        });
        services.AddHangfireServer((provider, server) =>
        {
            server.Queues = [.. JobQueues.All];
            server.WorkerCount = provider.GetRequiredService<IOptions<QueueOptions>>().Value.Workers;
            // How soon a deleted job's token is cancelled; the default of 5 s feels like a hang.
            server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
        });
        return services;
    }

    private static void UseStorage(IGlobalConfiguration hangfire, QueueOptions options)
    {
        if (options.Storage is QueueStorage.InMemory)
        {
            hangfire.UseInMemoryStorage(new InMemoryStorageOptions());
            return;
        }

        hangfire.UsePostgreSqlStorage(
            storage => storage.UseNpgsqlConnection(options.ConnectionString),
            new PostgreSqlStorageOptions
            {
                // Without sliding, a healthy shard that runs longer than the timeout is started twice.
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = options.InvisibilityTimeout,
                QueuePollInterval = options.PollInterval,
            });
    }
}
