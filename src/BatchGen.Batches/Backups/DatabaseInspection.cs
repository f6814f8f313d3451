using System.Data.Common;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Backups;

/// <summary>Looks at the database of a server that may be running: reads only, makes nothing, and keeps nobody from writing.</summary>
public sealed class DatabaseInspection(
    IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, DatabaseTime time, IOptions<StorageOptions> storage, MigrationAssemblies migrations)
{
    /// <returns>Null when it is not there yet: the first start makes it.</returns>
    /// <exception cref="StorageException">database_unusable, or database_of_another_version.</exception>
    /// <exception cref="BackupException">database_damaged.</exception>
    public async Task<DatabaseState?> LookAsync(CancellationToken cancellationToken)
    {
        var file = SqliteFile();
        if (file is not null && !File.Exists(file))
            return null;
        try
        {
            if (file is not null)
                await BackupArchive.RequireIntactAsync(file, cancellationToken);
            await using var db = await OpenAsync(file, cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            await DatabaseStartup.RequireKnownAsync(db, cancellationToken);
            await time.SynchronizeAsync(db, cancellationToken);
            var connection = db.Database.GetDbConnection();
            var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
            return new DatabaseState(
                $"{(file is null ? "PostgreSQL" : "SQLite")} {connection.ServerVersion}",
                connection.DataSource,
                applied.LastOrDefault(),
                [.. db.Database.GetMigrations().Except(applied, StringComparer.Ordinal)],
                file is null ? time.Ahead : null);
        }
        catch (Exception failure) when (Cause(failure) is { } cause)
        {
            throw new StorageException(
                "database_unusable", $"The database cannot be opened: {ForeignMessage.Of(cause)} Check Storage:Provider and Storage:ConnectionString, and that the file or server is there and may be read.", failure);
        }
    }

    /// <summary>EF wraps what may pass by itself.</summary>
    private static DbException? Cause(Exception? failure) => failure is null or DbException ? (DbException?)failure : Cause(failure.InnerException);

    /// <summary>Null when the database is a server.</summary>
    private string? SqliteFile() => storage.Value switch
    {
        { Provider: StorageProvider.PostgreSql } => null,
        { ConnectionString: { } said } => Path.GetFullPath(new SqliteConnectionStringBuilder(said).DataSource),
        { ConnectionString: null } => directory.DatabaseFile,
    };

    private async Task<BatchGenDbContext> OpenAsync(string? sqliteFile, CancellationToken cancellationToken)
    {
        if (sqliteFile is null)
            return await contexts.CreateDbContextAsync(cancellationToken);
        var options = new DbContextOptionsBuilder<BatchGenDbContext>();
        var readOnly = new SqliteConnectionStringBuilder { DataSource = sqliteFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        DatabaseChoice.UseSqlite(options, readOnly.ConnectionString, migrations);
        return new BatchGenDbContext(options.Options);
    }
}

/// <param name="Server">Its kind and version, e.g. "PostgreSQL 15.13".</param>
/// <param name="Place">The file, or the server's address.</param>
/// <param name="Version">The last migration it has; null when it has none.</param>
/// <param name="Pending">Migrations of this version of BatchGen that it does not have yet: the next start applies them.</param>
/// <param name="MachineAhead">How far this machine's clock is ahead of a server's; null for a file, which has none.</param>
public sealed record DatabaseState(string Server, string Place, string? Version, IReadOnlyList<string> Pending, TimeSpan? MachineAhead);
