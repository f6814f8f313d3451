using System.Data.Common;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BatchGen.Batches.Data;

/// <summary>Called once at start, before anything reads or writes.</summary>
public sealed class DatabaseStartup(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, DatabaseTime time)
{
    /// <summary>Any number will do that no other program on the database takes.</summary>
    private const long MigrationLock = 0x42617463_6847656E;

    /// <summary>Makes the data directory and brings the database to this version. Safe when several machines start at once.</summary>
    /// <exception cref="StorageException">With a sentence that says what to do.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken = default) => MigrateAsync(() => { }, cancellationToken);

    /// <param name="makeQueue">
    /// Makes the tables of the job queue where they share this database: not safe by itself when several machines start at once.
    /// </param>
    /// <inheritdoc cref="MigrateAsync(CancellationToken)"/>
    public async Task MigrateAsync(Action makeQueue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(makeQueue);
        directory.Create();
        directory.RemoveOldScratchFiles();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            // EF turns it on for the files it makes, but this one is there already, made private. It is kept in the file.
            if (db.Database.IsSqlite())
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
            await LockAsync(db, cancellationToken);
            await RequireKnownAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
            // Before anything is claimed or found due by this machine's own clock.
            await time.SynchronizeAsync(db, cancellationToken);
            if (!db.Database.IsSqlite())
                makeQueue();
            await UnlockAsync(db, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new StorageException(
                "database_unusable",
                $"The database {Describe(db)} cannot be opened or brought up to date: {ForeignMessage.Of(exception)} "
                + "Check Storage:Provider and Storage:ConnectionString, and that the file or server is there and intact.",
                exception);
        }
    }

    /// <summary>
    /// EF's own lock is on a table that an empty database does not have: two machines that start at once would both make the
    /// tables. This one is the connection's, and ends with it.
    /// </summary>
    private static async Task LockAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite() || !await db.Database.CanConnectAsync(cancellationToken))
            return;
        // Kept open by whoever opened it: migrating goes over the same connection.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);
    }

    private static async Task UnlockAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
    }

    /// <summary>What another version made of the schema this one does not know: it might write what the other cannot read.</summary>
    /// <exception cref="StorageException">database_of_another_version.</exception>
    public static async Task RequireKnownAsync(BatchGenDbContext db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!await db.Database.CanConnectAsync(cancellationToken) || !await db.GetService<IHistoryRepository>().ExistsAsync(cancellationToken))
            return;
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(
            db.Database.GetMigrations(), StringComparer.Ordinal).LastOrDefault();
        if (unknown is null)
            return;
        throw new StorageException(
            "database_of_another_version",
            $"The database {Describe(db)} was brought up to date by another version of BatchGen: its migration '{unknown}' is not known here. "
            + "Start that version here too, or name a new database in Storage:DataDirectory or Storage:ConnectionString.");
    }

    private static string Describe(BatchGenDbContext db)
    {
        // Never the whole connection string: it may hold a password.
        var connection = db.Database.GetDbConnection();
        return $"'{connection.DataSource}'";
    }
}
