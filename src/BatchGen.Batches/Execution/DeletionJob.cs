using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>
/// The Hangfire job that removes what a deleted batch has left: some thousand items a call, then it queues itself again behind whatever else
/// waits. So neither the database nor the queue is held up by a large one, and a crash costs nothing but the piece it was at.
/// </summary>
public sealed class DeletionJob
{
    /// <summary>A fraction of a second of the database's one writer.</summary>
    internal const int PieceItems = 2_000;

    private readonly IDbContextFactory<BatchGenDbContext> _contexts;
    private readonly ContentStore _files;
    private readonly ShardQueue _queue;

    internal DeletionJob(IDbContextFactory<BatchGenDbContext> contexts, ContentStore files, ShardQueue queue) =>
        (_contexts, _files, _queue) = (contexts, files, queue);

    [JobDisplayName("Removal of batch {0}")]
    [AutomaticRetry(Attempts = 100, DelaysInSeconds = [1, 5, 15, 30])]
    public async Task RunAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var batch = db.BeingDeleted().Where(batch => batch.Id == batchId);
        if (await batch.Select(row => row.PublicId).SingleOrDefaultAsync(cancellationToken) is not { } publicId)
            return;

        // Results and pieces go with their items: the database cascades.
        var removed = await db.Items
            .Where(item => item.BatchId == batchId)
            .OrderBy(item => item.Ordinal)
            .Take(PieceItems)
            .ExecuteDeleteAsync(cancellationToken);
        if (removed == PieceItems)
        {
            _queue.EnqueueDeletion(batchId);
            return;
        }

        // The row last: as long as it is there, the upkeep comes back for what is left.
        await _files.DeleteFolderAsync(DataDirectory.BatchPath(publicId), cancellationToken);
        await batch.ExecuteDeleteAsync(cancellationToken);
    }
}
