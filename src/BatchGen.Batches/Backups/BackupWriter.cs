using System.Globalization;
using System.IO.Compression;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Backups;

/// <summary>
/// Copies everything under the data directory into one ZIP while the server works: the database first, at one moment
/// (SQLite's VACUUM INTO, which keeps nobody from writing), then the files, which never change once they are there.
/// </summary>
public sealed class BackupWriter(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, IOptions<StorageOptions> storage, TimeProvider time)
{
    private const string Unfinished = ".part";

    // What is written anew by itself, or only of use to a running process.
    private static readonly string[] LeftOut = ["scratch", "in-use.lock", "batchgen.db", "batchgen.db-wal", "batchgen.db-shm"];

    /// <param name="folder">Made when it is not there.</param>
    /// <param name="keep">Older copies in the folder that stay; null keeps all.</param>
    /// <exception cref="BackupException">With a sentence that says what to do. What was copied before is still there.</exception>
    public async Task<Backup> WriteAsync(string folder, int? keep, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var now = time.GetUtcNow();
        var target = Path.Combine(Path.GetFullPath(folder), string.Create(CultureInfo.InvariantCulture, $"batchgen-{now:yyyyMMdd-HHmmss}.zip"));
        if (storage.Value is { Provider: StorageProvider.Sqlite, ConnectionString: null } && !File.Exists(directory.DatabaseFile))
            throw new BackupException(
                "nothing_to_back_up",
                $"There is nothing to copy: '{directory.Root}' has no database. Name the server's own folder with --data-directory (Storage:DataDirectory).");
        try
        {
            if (!Directory.Exists(folder))
                PrivateFiles.CreateFolder(folder);
            var manifest = await WriteAsync(target, now, cancellationToken);
            File.Move(target + Unfinished, target, overwrite: true);
            if (keep is { } most)
                RemoveOld(folder, most);
            return new Backup(target, new FileInfo(target).Length, manifest);
        }
        catch (SqliteException damaged) when (BackupArchive.IsDamage(damaged))
        {
            throw BackupArchive.Damaged(damaged.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException("backup_failed", $"No copy could be written to '{target}': {ForeignMessage.Of(exception)} Give a folder that this user may write to, with room for all of '{directory.Root}'.", exception);
        }
        finally
        {
            File.Delete(target + Unfinished);
            File.Delete(SnapshotOf(target));
        }
    }

    /// <summary>Newest first. Empty when the folder is not there.</summary>
    public static IReadOnlyList<FileInfo> List(string folder) => !Directory.Exists(folder)
        ? []
        : [.. new DirectoryInfo(folder).EnumerateFiles("batchgen-*.zip").OrderByDescending(file => file.Name, StringComparer.Ordinal)];

    private async Task<BackupManifest> WriteAsync(string target, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hasDatabase = storage.Value.Provider == StorageProvider.Sqlite;
        await using var file = new FileStream(target + Unfinished, PrivateFiles.Options(FileMode.Create));
        BackupManifest manifest;
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (hasDatabase)
                await AddDatabaseAsync(archive, target, cancellationToken);
            List<string> missing = [];
            var files = 0;
            foreach (var path in Files())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Add(archive, path))
                    files++;
                else
                    missing.Add(NameOf(path));
            }

            manifest = new BackupManifest(BackupManifest.PresentFormat, now, hasDatabase, files, missing);
            BackupArchive.WriteManifest(archive, manifest);
        }

        // On the disk before it gets its name: a copy that is there is whole.
        file.Flush(flushToDisk: true);
        return manifest;
    }

    private async Task AddDatabaseAsync(ZipArchive archive, string target, CancellationToken cancellationToken)
    {
        var snapshot = SnapshotOf(target);
        PrivateFiles.EnsureFile(snapshot);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {snapshot}", cancellationToken);
        await BackupArchive.RequireIntactAsync(snapshot, cancellationToken);
        archive.CreateEntryFromFile(snapshot, BackupArchive.Database, CompressionLevel.Fastest);
    }

    /// <summary>Also of a folder of its own for files (Storage:FilesDirectory): in the copy they stand where they would without one.</summary>
    private IEnumerable<string> Files() => new[] { directory.Root, directory.FilesRoot }
        .Distinct(StringComparer.Ordinal)
        .SelectMany(root => new DirectoryInfo(root).EnumerateFileSystemInfos())
        .Where(entry => !LeftOut.Contains(entry.Name, StringComparer.Ordinal))
        .SelectMany(
            entry => entry is DirectoryInfo folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName) : [entry.FullName]);

    /// <summary>False when it was deleted meanwhile.</summary>
    private bool Add(ZipArchive archive, string path)
    {
        try
        {
            archive.CreateEntryFromFile(path, NameOf(path), CompressionLevel.Fastest);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string NameOf(string path)
    {
        var root = path.StartsWith(directory.FilesRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? directory.FilesRoot : directory.Root;
        return Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
    }

    private static string SnapshotOf(string target) => target + ".db" + Unfinished;

    private static void RemoveOld(string folder, int keep)
    {
        foreach (var old in List(folder).Skip(keep))
            old.Delete();
    }
}

/// <param name="Bytes">Of the file.</param>
public sealed record Backup(string Path, long Bytes, BackupManifest Manifest);
