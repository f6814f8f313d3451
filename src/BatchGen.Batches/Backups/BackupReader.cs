using System.IO.Compression;
using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.Data.Sqlite;

namespace BatchGen.Batches.Backups;

/// <summary>Makes a data directory of a copy.</summary>
public static class BackupReader
{
    /// <param name="dataDirectory">Not there yet, or empty: nothing is ever written over. It appears whole or not at all.</param>
    /// <exception cref="BackupException">With a sentence that says what to do.</exception>
    public static async Task<BackupManifest> RestoreAsync(string path, string dataDirectory, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        var target = Path.GetFullPath(dataDirectory);
        var unfinished = target.TrimEnd(Path.DirectorySeparatorChar) + ".restoring";
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new BackupException("data_directory_not_empty", $"'{target}' is not empty. Restore into a new folder, or move what is there away first.");
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var manifest = BackupArchive.ReadManifest(archive, path);
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            PrivateFiles.CreateFolder(unfinished);
            foreach (var entry in archive.Entries.Where(entry => entry.FullName != BackupArchive.Manifest))
                await ExtractAsync(entry, unfinished, cancellationToken);
            if (manifest.HasDatabase)
                await BackupArchive.RequireIntactAsync(Path.Combine(unfinished, BackupArchive.Database), cancellationToken);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(unfinished, target);
            return manifest;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or SqliteException)
        {
            throw new BackupException("restore_failed", $"'{path}' could not be restored to '{target}': {ForeignMessage.Of(exception)}", exception);
        }
    }

    private static async Task ExtractAsync(ZipArchiveEntry entry, string folder, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(Path.Combine(folder, entry.FullName));
        // A copy of ours has no such names; a file that somebody made may.
        if (!file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidDataException($"it has an entry that leads out of the folder, '{entry.FullName}'.");
        PrivateFiles.CreateFolder(Path.GetDirectoryName(file)!);
        await using var content = await entry.OpenAsync(cancellationToken);
        await using var target = new FileStream(file, PrivateFiles.Options(FileMode.CreateNew));
        await content.CopyToAsync(target, cancellationToken);
        target.Flush(flushToDisk: true);
    }
}
