using System.Security.Cryptography;
using BatchGen.Batches.Data;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Files;

/// <summary>The files of the API: taken in, listed, handed out, deleted.</summary>
public sealed class FileStore(
    IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory, ContentStore store, IOptionsMonitor<SubmissionOptions> options, TimeProvider time)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes an upload to disk as it comes in, holding one buffer of it in memory.</summary>
    /// <exception cref="RequestRefusedException">It passes a limit.</exception>
    public async Task<ReceivedFile> ReceiveAsync(Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var received = new ReceivedFile(directory.NewScratchFile());
        try
        {
            await using var file = PrivateFile.Create(received.ScratchPath);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var guard = new UploadGuard(options.CurrentValue);
            var buffer = new byte[BufferBytes];
            while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                guard.Look(buffer.AsSpan(0, read));
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            // A row that outlives a power cut must not point to a file that did not.
            await file.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);

            received.Bytes = guard.Bytes;
            received.Lines = guard.Lines;
            received.ContentHash = Convert.ToHexStringLower(hash.GetHashAndReset());
            return received;
        }
        catch
        {
            received.Dispose();
            throw;
        }
    }

    /// <summary>Gives what was received its id and its name.</summary>
    /// <exception cref="RequestRefusedException">It is empty.</exception>
    public async Task<StoredFile> KeepAsync(ReceivedFile received, NewFile wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentNullException.ThrowIfNull(wanted);
        if (received.Bytes == 0)
            throw new RequestRefusedException(FileErrorCodes.Empty, "The file is empty. Upload one request a line.", "file");

        var (publicId, now) = PublicIds.NewFile(time.GetUtcNow());
        var stored = new StoredFile
        {
            PublicId = publicId,
            FileName = CleanName(wanted.FileName),
            Purpose = wanted.Purpose,
            OwnerId = wanted.OwnerId,
            Bytes = received.Bytes,
            Lines = received.Lines,
            CreatedAt = now,
            ExpiresAt = now + wanted.ExpiresAfter,
            RelativePath = Path.Combine("files", publicId),
        };
        await store.KeepAsync(received.ScratchPath, stored.RelativePath, cancellationToken);
        // A crash here leaves a file that nothing points to, never a row without its file.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Files.Add(stored);
        await KeptAnswers.RecordAsync(db, wanted.Key, publicId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return stored;
    }

    /// <exception cref="RequestRefusedException">There is none of that id.</exception>
    public async Task<StoredFile> GetAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, publicId, cancellationToken) ?? throw NotFound(publicId);
    }

    /// <exception cref="RequestRefusedException">The file to start after does not exist.</exception>
    public async Task<FilePage> ListAsync(FileFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var files = db.Files.AsNoTracking().Where(file => file.ExpiresAt == null || file.ExpiresAt > now);
        if (filter.Purpose is not null)
            files = files.Where(file => file.Purpose == filter.Purpose);
        if (filter.OwnerId is not null)
            files = files.Where(file => file.OwnerId == filter.OwnerId);
        if (filter.After is not null)
            files = After(files, await PlaceOfAsync(files, filter.After, cancellationToken), filter.OldestFirst);

        var ordered = filter.OldestFirst
            ? files.OrderBy(file => file.CreatedAt).ThenBy(file => file.PublicId)
            : files.OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.PublicId);
        var rows = await ordered.Take(filter.Limit + 1).ToListAsync(cancellationToken);
        return new FilePage(rows.GetRange(0, Math.Min(rows.Count, filter.Limit)), rows.Count > filter.Limit);
    }

    /// <exception cref="RequestRefusedException">There is none of that id.</exception>
    public async Task DeleteAsync(string publicId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var file = await FindAsync(db, publicId, cancellationToken) ?? throw NotFound(publicId);
        await RemoveAsync(db, file, cancellationToken);
    }

    /// <summary>Opens the content; the caller disposes it.</summary>
    /// <exception cref="RequestRefusedException">There is none of that id, or its content is gone.</exception>
    public async Task<Stream> OpenReadAsync(string publicId, CancellationToken cancellationToken)
    {
        var file = await GetAsync(publicId, cancellationToken);
        return await store.OpenReadAsync(file.RelativePath, cancellationToken) ?? throw NotFound(publicId);
    }

    /// <returns>How many there were.</returns>
    public async Task<int> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var expired = await db.Files.AsNoTracking().Where(file => file.ExpiresAt <= now).ToListAsync(cancellationToken);
        foreach (var file in expired)
            await RemoveAsync(db, file, cancellationToken);
        return expired.Count;
    }

    /// <summary>What whoever asks for a file is told when there is none for them.</summary>
    public static RequestRefusedException NotFound(string publicId) =>
        new(FileErrorCodes.NotFound, $"There is no file '{Shown.Of(publicId)}'. It may have been deleted or have expired.", "file_id") { IsNotFound = true };

    /// <summary>A file that is gone meanwhile says by its id where it was.</summary>
    private static async Task<ListPlace> PlaceOfAsync(IQueryable<StoredFile> files, string after, CancellationToken cancellationToken)
    {
        var at = await files.Where(file => file.PublicId == after).Select(file => (DateTimeOffset?)file.CreatedAt).SingleOrDefaultAsync(cancellationToken)
            ?? PublicIds.TimeOf(after)
            ?? throw UnknownCursor(after);
        return new ListPlace(at, after);
    }

#pragma warning disable CA1309 // The comparisons of ids are never made here: the database makes them.
    private static IQueryable<StoredFile> After(IQueryable<StoredFile> files, ListPlace last, bool oldestFirst) => oldestFirst
        ? files.Where(file => file.CreatedAt > last.CreatedAt || (file.CreatedAt == last.CreatedAt && string.Compare(file.PublicId, last.PublicId) > 0))
        : files.Where(file => file.CreatedAt < last.CreatedAt || (file.CreatedAt == last.CreatedAt && string.Compare(file.PublicId, last.PublicId) < 0));
#pragma warning restore CA1309

    private async Task<StoredFile?> FindAsync(BatchGenDbContext db, string publicId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Files.AsNoTracking()
            .Where(file => file.ExpiresAt == null || file.ExpiresAt > now)
            .SingleOrDefaultAsync(file => file.PublicId == publicId, cancellationToken);
    }

    private async Task RemoveAsync(BatchGenDbContext db, StoredFile file, CancellationToken cancellationToken)
    {
        await db.Files.Where(other => other.Id == file.Id).ExecuteDeleteAsync(cancellationToken);
        // Result files belong to their batch, whose page still offers them.
        if (file.Purpose == FilePurposes.Batch)
            await store.DeleteAsync(file.RelativePath, cancellationToken);
    }

    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(character => !char.IsControl(character) && !char.IsSurrogate(character))).Trim();
        if (clean.Length == 0)
            return "upload.jsonl";
        return clean.Length <= StoredFile.MaxNameLength ? clean : clean[..StoredFile.MaxNameLength];
    }

    private static RequestRefusedException UnknownCursor(string after) =>
        new(FileErrorCodes.UnknownCursor, $"There is no file '{Shown.Of(after)}' to list on from. Start again without 'after'.", "after");
}

/// <param name="FileName">For people; cut and cleaned before it is kept.</param>
/// <param name="ExpiresAfter">Null keeps it until it is deleted.</param>
/// <param name="OwnerId">Whose it will be; null without sign-in.</param>
public sealed record NewFile(string FileName, string Purpose, TimeSpan? ExpiresAfter, long? OwnerId = null)
{
    /// <summary>The idempotency key that it came with.</summary>
    public HeldKey? Key { get; init; }
}

/// <param name="Purpose">Null takes all.</param>
/// <param name="After">The public id of the last file seen; null starts at the first.</param>
/// <param name="OldestFirst">Else the newest come first.</param>
/// <param name="OwnerId">Whose files; null takes everybody's.</param>
public sealed record FileFilter(string? Purpose, string? After, int Limit, bool OldestFirst, long? OwnerId = null);

public sealed record FilePage(IReadOnlyList<StoredFile> Files, bool HasMore);

/// <summary>Documented in docs/errors.md.</summary>
public static class FileErrorCodes
{
    public const string NotFound = "file_not_found";
    public const string TooLarge = "file_too_large";
    public const string TooManyLines = "too_many_items";
    public const string LineTooLong = "line_too_long";
    public const string Empty = "empty_file";
    public const string UnknownCursor = "unknown_after";
}
