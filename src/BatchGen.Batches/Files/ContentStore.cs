using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Files;

/// <summary>
/// Where uploads and result files are, by their paths below the files directory: in that directory, or in the database, where every
/// machine on it finds them.
/// </summary>
public sealed class ContentStore(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, IOptions<StorageOptions> options)
{
    /// <summary>One is in memory at a time, on either end.</summary>
    private const int PieceBytes = 1 << 20;

    private const int BufferBytes = 1 << 16;

    private bool IsInDatabase => options.Value.Files == FilePlace.Database;

    /// <summary>Where to write what is to be kept under this path: its own place, or one on this machine's disk.</summary>
    public string DraftOf(string path)
    {
        if (IsInDatabase)
            return directory.NewScratchFile();
        var full = FullPath(path);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(Path.GetDirectoryName(full)!)!);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(full)!);
        return full;
    }

    /// <summary>Takes over what was written whole; what was there before is replaced. The draft is gone then, unless it was the place itself.</summary>
    public async Task KeepAsync(string draft, string path, CancellationToken cancellationToken)
    {
        if (IsInDatabase)
        {
            await StoreAsync(draft, Key(path), cancellationToken);
            File.Delete(draft);
        }
        else if (draft != FullPath(path))
        {
            File.Move(draft, FullPath(path), overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(FullPath(path))!);
        }
    }

    /// <summary>The caller disposes it. Null when it is not there.</summary>
    public async Task<Stream?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        if (IsInDatabase)
            return await CopyAsync(Key(path), cancellationToken);
        try
        {
            return new FileStream(FullPath(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, useAsync: true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted by hand, or in a directory that this machine does not share.
            return null;
        }
    }

    /// <summary>In bytes; 0 when it is not there.</summary>
    public async Task<long> SizeAsync(BatchGenDbContext db, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var key = Key(path);
        return IsInDatabase
            ? await db.StoredPieces.Where(piece => piece.Path == key).SumAsync(piece => (long)piece.Content.Length, cancellationToken)
            : new FileInfo(FullPath(path)) is { Exists: true } file ? file.Length : 0;
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsInDatabase)
        {
            if (Directory.Exists(Path.GetDirectoryName(FullPath(path))))
                File.Delete(FullPath(path));
            return;
        }

        var key = Key(path);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.StoredPieces.Where(piece => piece.Path == key).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>With everything in it.</summary>
    public async Task DeleteFolderAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsInDatabase)
        {
            if (Directory.Exists(FullPath(path)))
                Directory.Delete(FullPath(path), recursive: true);
            return;
        }

        var prefix = $"{Key(path)}/";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.StoredPieces.Where(piece => piece.Path.StartsWith(prefix)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>In one transaction: a reader sees the old file or the new one.</summary>
    private async Task StoreAsync(string draft, string key, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(draft, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.StoredPieces.Where(piece => piece.Path == key).ExecuteDeleteAsync(cancellationToken);
        var buffer = new byte[PieceBytes];
        // An empty file is one empty piece: it is there.
        for (var number = 0; ; number++)
        {
            var read = await content.ReadAtLeastAsync(buffer, PieceBytes, throwOnEndOfStream: false, cancellationToken);
            if (read == 0 && number > 0)
                break;
            db.StoredPieces.Add(new StoredPiece { Path = key, Number = number, Content = buffer[..read] });
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>On this machine's disk, for as long as it is read: readers want to go back to the beginning.</summary>
    private async Task<Stream?> CopyAsync(string key, CancellationToken cancellationToken)
    {
        var copy = directory.OpenScratch();
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var pieces = 0;
            var stored = db.StoredPieces.AsNoTracking().Where(piece => piece.Path == key).OrderBy(piece => piece.Number);
            await foreach (var piece in stored.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                await copy.WriteAsync(piece.Content, cancellationToken);
                pieces++;
            }

            copy.Position = 0;
            if (pieces > 0)
                return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }

        await copy.DisposeAsync();
        return null;
    }

    private string FullPath(string path) => Path.Combine(directory.FilesRoot, path);

    /// <summary>The same on every system.</summary>
    private static string Key(string path) => path.Replace('\\', '/');
}
