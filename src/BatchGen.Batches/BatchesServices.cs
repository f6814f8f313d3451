using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches;

public static class BatchesServices
{
    /// <summary>
    /// Everything of this room. The composition root adds the rest: an <c>IEngineManager</c>, Hangfire's client and
    /// server (queues <see cref="JobQueues.All"/>), and calls <see cref="DatabaseStartup.MigrateAsync"/> before the host starts.
    /// </summary>
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration, MigrationAssemblies migrations)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AddOptions(services, configuration);
        AddStorage(services, migrations);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BatchSubmission>();
        services.AddSingleton<BatchControl>();
        services.AddSingleton<ProgressFeed>();
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<ResultFiles>();
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddOptions<SubmissionOptions>().Bind(configuration.GetSection(SubmissionOptions.Section)).ValidateOnStart();
        services.AddOptions<ExecutionOptions>().Bind(configuration.GetSection(ExecutionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
    }

    private static void AddStorage(IServiceCollection services, MigrationAssemblies migrations)
    {
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<DatabaseStartup>();
        services.AddPooledDbContextFactory<BatchGenDbContext>((provider, builder) => DatabaseChoice.Use(
            builder,
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<DataDirectory>(),
            migrations));
    }
}
