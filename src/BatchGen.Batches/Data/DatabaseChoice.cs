using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BatchGen.Batches.Data;

/// <summary>Points a context at the configured database; the one place that knows both providers' set-up.</summary>
public static class DatabaseChoice
{
    /// <summary>How long a statement waits for another writer, in seconds, unless the connection string says ("Default Timeout").</summary>
    internal const int PatienceSeconds = 10;

    private static readonly SqliteConnectionSettings SqliteSettings = new();

    public static void UseSqlite(DbContextOptionsBuilder builder, string connectionString, MigrationAssemblies migrations)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(migrations);
        builder
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(migrations.Sqlite))
            .AddInterceptors(SqliteSettings)
            // A table that gains a foreign key is built anew, which EF does with the checks off; it is no news to an operator.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
            .ConfigureWarnings(IgnoreWhatIsMeant);
    }

    public static void UsePostgreSql(DbContextOptionsBuilder builder, string connectionString, MigrationAssemblies migrations)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(migrations);
        builder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(migrations.PostgreSql)).ConfigureWarnings(IgnoreWhatIsMeant);
    }

    /// <summary>Items of a batch that is being deleted are hidden with it, which is what its filter is for.</summary>
    private static void IgnoreWhatIsMeant(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning);

    internal static void Use(DbContextOptionsBuilder builder, StorageOptions storage, DataDirectory directory, MigrationAssemblies migrations)
    {
        if (storage.Provider == StorageProvider.PostgreSql)
            UsePostgreSql(builder, storage.ConnectionString!, migrations);
        else
            UseSqlite(builder, storage.ConnectionString ?? SqliteFile(directory), migrations);
    }

    private static string SqliteFile(DataDirectory directory) =>
        new SqliteConnectionStringBuilder { DataSource = directory.DatabaseFile, DefaultTimeout = PatienceSeconds }.ConnectionString;
}

public enum StorageProvider
{
    /// <summary>One machine; a file in the data directory.</summary>
    Sqlite,

    /// <summary>One or several machines on one queue.</summary>
    PostgreSql,
}

/// <summary>
/// Where each provider's migrations are. They reference this room, so the composition root hands them down,
/// typed: a renamed assembly fails the build and not the first start.
/// </summary>
public sealed record MigrationAssemblies(Assembly Sqlite, Assembly PostgreSql);
