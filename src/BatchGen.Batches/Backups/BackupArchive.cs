using System.IO.Compression;
using System.Text.Json;
using BatchGen.Batches.Data;
using Microsoft.Data.Sqlite;

namespace BatchGen.Batches.Backups;

/// <summary>What a copy says of itself, in its entry <c>backup.json</c>.</summary>
/// <param name="Format">1; a later format gets another number.</param>
/// <param name="HasDatabase">False when the database is PostgreSQL, which has its own tools for it.</param>
/// <param name="Missing">Files that the database names and that were gone when they were to be copied.</param>
public sealed record BackupManifest(int Format, DateTimeOffset CreatedAt, bool HasDatabase, int Files, IReadOnlyList<string> Missing)
{
    public const int PresentFormat = 1;
}

/// <summary>The names inside a copy, and the look into its database: writer and reader say them alike.</summary>
internal static class BackupArchive
{
    public const string Manifest = "backup.json";
    public const string Database = "batchgen.db";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static void WriteManifest(ZipArchive archive, BackupManifest manifest)
    {
        using var entry = archive.CreateEntry(Manifest).Open();
        JsonSerializer.Serialize(entry, manifest, Json);
    }

    /// <exception cref="BackupException">It has none, or one of another format.</exception>
    public static BackupManifest ReadManifest(ZipArchive archive, string path)
    {
        try
        {
            using var entry = archive.GetEntry(Manifest)?.Open();
            if (entry is not null && JsonSerializer.Deserialize<BackupManifest>(entry, Json) is { Format: BackupManifest.PresentFormat } manifest)
                return manifest;
        }
        catch (JsonException)
        {
            // Said below: it is no copy of ours.
        }

        throw new BackupException(
            "backup_unreadable",
            $"'{path}' is no copy that this version of BatchGen can read: it has no '{Manifest}' of format {BackupManifest.PresentFormat}.");
    }

    /// <summary>SQLITE_CORRUPT or SQLITE_NOTADB (sqlite.org/rescode.html).</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is 11 or 26;

    public static BackupException Damaged(string? found) => new(
        "database_damaged",
        $"The database is damaged, so no copy of it is kept as a good one. Restore the last good copy; sqlite3's .recover may save what came after it. SQLite says: {found}");

    /// <exception cref="BackupException">SQLite finds the file damaged.</exception>
    /// <exception cref="SqliteException">It cannot be looked at now, e.g. because it is locked or may not be read.</exception>
    public static async Task RequireIntactAsync(string databaseFile, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = databaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        string? found;
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            found = (string?)await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (SqliteException damaged) when (DatabaseFailure.Of(damaged) is null)
        {
            found = damaged.Message;
        }

        if (found is not "ok")
            throw Damaged(found);
    }
}

/// <summary>No copy was made, or none restored. The message is a sentence for a person; the code is stable.</summary>
public sealed class BackupException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
