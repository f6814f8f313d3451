using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Data;

/// <summary>Asks a database for the lock of a write, and writes nothing.</summary>
public static class WriteProbe
{
    /// <summary>A delete that finds no row: both databases lock and refuse as for any other.</summary>
    private const string NoRow = """DELETE FROM "KeptAnswers" WHERE 1 = 0""";

    /// <param name="patience">How long it waits for another writer; whole seconds.</param>
    /// <exception cref="System.Data.Common.DbException">It cannot be written now; see <see cref="DatabaseFailure"/>.</exception>
    public static async Task TryWriteAsync(this BatchGenDbContext db, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Database.SetCommandTimeout(patience);
        await db.Database.OpenConnectionAsync(cancellationToken);
        // SQLite waits by itself first; each connection is told anew when it is next opened.
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA busy_timeout=0", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(NoRow, cancellationToken);
    }
}
