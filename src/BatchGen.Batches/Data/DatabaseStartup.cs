using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Data;

/// <summary>Called once at start, before anything reads or writes.</summary>
public sealed class DatabaseStartup(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory)
{
    /// <summary>Makes the data directory and brings the database to this version. Safe when several machines start at once.</summary>
    /// <exception cref="StorageException">With a sentence that says what to do.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        directory.Create();
        directory.RemoveOldScratchFiles();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            // EF turns it on for the files it makes, but this one is there already, made private. It is kept in the file.
            if (db.Database.IsSqlite())
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
            await RequireKnownAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        catch (DbException exception)
        {
            throw new StorageException(
                "database_unusable",
                $"The database {Describe(db)} cannot be opened or brought up to date: {exception.Message} "
                + "Check Storage:Provider and Storage:ConnectionString, and that the file or server is there and intact.",
                exception);
        }
    }

    /// <summary>What another version has made of the database is not written into by this one, which would not know all of its columns.</summary>
    private static async Task RequireKnownAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).FirstOrDefault();
        if (unknown is null)
            return;
        throw new StorageException(
            "database_of_another_version",
            $"The database {Describe(db)} was made by another version of BatchGen: its migration '{unknown}' is not known here. "
            + "Start that version, or name a new database in Storage:DataDirectory or Storage:ConnectionString.");
    }

    private static string Describe(BatchGenDbContext db)
    {
        // Never the whole connection string: it may hold a password.
        var connection = db.Database.GetDbConnection();
        return $"'{connection.DataSource}'";
    }
}
