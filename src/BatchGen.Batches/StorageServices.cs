using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches;

/// <summary>Where everything is kept, by which clock, and how it is copied.</summary>
internal static class StorageServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration, MigrationAssemblies migrations)
    {
        AddStorage(services, migrations);
        AddTime(services, configuration);
        AddBackups(services, configuration);
    }

    private static void AddStorage(IServiceCollection services, MigrationAssemblies migrations)
    {
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<DataDirectoryHold>();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton(migrations);
        services.AddPooledDbContextFactory<BatchGenDbContext>((provider, builder) => DatabaseChoice.Use(
            builder,
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<DataDirectory>(),
            migrations));

        // Sessions and the secrets of webhooks; a name of its own, so that they outlive a move to another folder.
        services.AddDataProtection().SetApplicationName("BatchGen");
        services.AddOptions<KeyManagementOptions>()
            .Configure<DataDirectory, IOptions<StorageOptions>, IDbContextFactory<BatchGenDbContext>, ILoggerFactory>((keys, data, storage, contexts, log) =>
        {
            var files = new DurableKeys(new DirectoryInfo(data.KeysFolder), log);
            keys.XmlRepository = storage.Value.Provider == StorageProvider.PostgreSql ? new DatabaseKeys(contexts, files) : files;
        });
    }

    /// <summary>Machines that share a database go by its clock.</summary>
    private static void AddTime(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(new MachineClock(TimeProvider.System));
        services.AddSingleton<DatabaseTime>();
        services.TryAddSingleton(TimeProvider.System);
        if (configuration.GetSection(StorageOptions.Section)[nameof(StorageOptions.Provider)] is { } provider
            && provider.Equals(nameof(StorageProvider.PostgreSql), StringComparison.OrdinalIgnoreCase))
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(services => services.GetRequiredService<DatabaseTime>()));
        }
    }

    private static void AddBackups(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BackupOptions>().Bind(configuration.GetSection(BackupOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BackupOptions>, BackupOptionsValidator>();
        services.AddSingleton<BackupWriter>();
        services.AddSingleton<DatabaseInspection>();
        services.AddSingleton<BackupService>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupService>());
    }
}
