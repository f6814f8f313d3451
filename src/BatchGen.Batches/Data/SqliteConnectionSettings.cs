using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BatchGen.Batches.Data;

/// <summary>
/// Settings that SQLite forgets with every connection. busy_timeout is 0 by default, which turns two writers into
/// "database is locked". synchronous=FULL syncs the write-ahead log with every commit: NORMAL does so at checkpoints only,
/// and a power cut then takes back commits whose results were shown and whose webhooks were sent. What it costs is in
/// BENCHMARKS.md: results are committed in groups, a few times a second.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{

    /// <summary>
    /// SQLite waits for another writer as long as the connection's commands do ("Default Timeout"): longer than any commit of ours takes, and
    /// shorter than whoever waits for an answer. The provider asks again until then; without the pragma it would ask by the clock only.
    /// </summary>
    private static string Pragmas(DbConnection connection) => string.Create(
        CultureInfo.InvariantCulture, $"PRAGMA busy_timeout={1000 * (connection is SqliteConnection { DefaultTimeout: > 0 and var seconds } ? seconds : DatabaseChoice.PatienceSeconds)}; PRAGMA synchronous=FULL;");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
