using BatchGen.Inference.Sentences;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BatchGen.Batches.Data;

/// <summary>
/// A fault of the database and of nothing else, which may pass by itself: nothing of what was asked for was done, and the same may be asked again.
/// </summary>
/// <param name="Code">database_locked or database_unavailable.</param>
public sealed record DatabaseFailure(string Code, Sentence Sentence)
{
    // sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    private static Sentence LockedSentence =>
        "The database is locked: another program is writing to it and does not let go. Nothing was changed; try again, and close what holds it if it stays.";

    private static Sentence UnavailableSentence =>
        "The database cannot be reached or written. Nothing was changed; check that it runs and that its disk has room, then try again.";

    /// <summary>Null when something else failed.</summary>
    public static DatabaseFailure? Of(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (Judge(cause) is { } found)
                return found;
        }

        return null;
    }

    private static DatabaseFailure? Judge(Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => Locked,
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteIoError or SqliteFull or SqliteCannotOpen } => Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.QueryCanceled } =>
            Locked,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => Unavailable,
        // Connection exceptions, insufficient resources, operator intervention, system errors (PostgreSQL's appendix A).
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] } => Unavailable,
        PostgresException => null,
        NpgsqlException { InnerException: TimeoutException } => Locked,
        NpgsqlException => Unavailable,
        _ => null,
    };

    private static DatabaseFailure Locked => new("database_locked", LockedSentence);

    private static DatabaseFailure Unavailable => new("database_unavailable", UnavailableSentence);
}
