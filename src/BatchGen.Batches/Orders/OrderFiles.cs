using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Results;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Orders;

/// <summary>Gives the files that a finished batch wrote their ids, when it was ordered through the API.</summary>
internal sealed class OrderFiles(ContentStore store, TimeProvider time)
{
    /// <summary>In the transaction that ends the batch: whoever sees it completed sees its files too.</summary>
    public async Task RegisterAsync(BatchGenDbContext db, Batch batch, WrittenFiles files, CancellationToken cancellationToken)
    {
        var order = await db.Orders.SingleOrDefaultAsync(order => order.PublicId == batch.PublicId, cancellationToken);
        if (order is null)
            return;

        order.OutputFileId = await RegisterAsync(db, order, order.OutputFileId, files.OutputFile, cancellationToken);
        order.ErrorFileId = files.ErrorFile is null ? null : await RegisterAsync(db, order, order.ErrorFileId, files.ErrorFile, cancellationToken);
    }

    private async Task<string> RegisterAsync(BatchGenDbContext db, BatchOrder order, string? knownId, string name, CancellationToken cancellationToken)
    {
        var bytes = await store.SizeAsync(db, Path.Combine(DataDirectory.BatchPath(order.PublicId), name), cancellationToken);
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
            FileName = $"{order.PublicId}_{name}",
            Purpose = FilePurposes.BatchOutput,
            OwnerId = order.OwnerId,
            Bytes = bytes,
            CreatedAt = now,
            ExpiresAt = order.OutputExpiresAfterSeconds is { } seconds ? now.AddSeconds(seconds) : null,
            RelativePath = Path.Combine("batches", order.PublicId, name),
        };
        db.Files.Add(file);
        return file.PublicId;
    }
}
