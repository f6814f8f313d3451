using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Results;

/// <summary>Gives the files that a finished batch wrote their ids, when it was ordered through the API.</summary>
internal sealed class OrderFiles(ContentStore store, TimeProvider time)
{
    /// <summary>In the transaction that ends the batch: whoever sees it completed sees its files too.</summary>
    public async Task RegisterAsync(BatchGenDbContext db, Batch batch, WrittenFiles files, CancellationToken cancellationToken)
    {
        if (batch.Order is not { } order)
            return;

        order.OutputFileId = await RegisterAsync(db, batch, order.OutputFileId, files.OutputFile, cancellationToken);
        order.ErrorFileId = files.ErrorFile is null ? null : await RegisterAsync(db, batch, order.ErrorFileId, files.ErrorFile, cancellationToken);
    }

    private async Task<string> RegisterAsync(BatchGenDbContext db, Batch batch, string? knownId, string name, CancellationToken cancellationToken)
    {
        var bytes = await store.SizeAsync(db, Path.Combine(DataDirectory.BatchPath(batch.PublicId), name), cancellationToken);
        // A batch whose failures were retried writes the same files again.
        if (await db.Files.SingleOrDefaultAsync(file => file.PublicId == knownId, cancellationToken) is { } known)
        {
            known.Bytes = bytes;
            return known.PublicId;
        }

        var (publicId, now) = PublicIds.NewFile(time.GetUtcNow());
        var file = new StoredFile
        {
            PublicId = publicId,
            FileName = $"{batch.PublicId}_{name}",
            Purpose = FilePurposes.BatchOutput,
            OwnerId = batch.OwnerId,
            Bytes = bytes,
            CreatedAt = now,
            ExpiresAt = batch.Order!.OutputExpiresAfterSeconds is { } seconds ? now.AddSeconds(seconds) : null,
            RelativePath = Path.Combine("batches", batch.PublicId, name),
        };
        db.Files.Add(file);
        return file.PublicId;
    }
}
