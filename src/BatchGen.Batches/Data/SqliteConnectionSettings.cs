using System.Data.Common;
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
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
