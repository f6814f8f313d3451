using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Progress;

/// <summary>Tells the pages of this machine what workers of others have done: the rows of open batches, and of those that have just ended.</summary>
internal sealed class ProgressFollower(IDbContextFactory<BatchGenDbContext> contexts, ProgressFeed feed, NodeIdentity self) : IFollowsDatabase
{
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        // A worker shows nobody anything.
        if (!self.ServesPages)
            return;
        var known = feed.Revisions();
        var ids = known.Keys.ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = await db.Batches.AsNoTracking()
            .Where(batch => batch.State == BatchState.Validating
                || batch.State == BatchState.Queued
                || batch.State == BatchState.Running
                || batch.State == BatchState.Paused
                || batch.State == BatchState.Finalizing || batch.State == BatchState.Cancelling || ids.Contains(batch.PublicId))
            .Select(batch => new BatchStanding(
                batch.PublicId, batch.Revision, batch.State, batch.TotalItems, batch.SucceededItems, batch.FailedItems, batch.CancelledItems,
                batch.PromptTokens, batch.CompletionTokens, batch.Problem ?? batch.WaitingReason, batch.Priority,
                BatchHours.Of(batch.OwnHours, batch.OwnHoursZone)))
            .ToListAsync(cancellationToken);
        foreach (var standing in now.Where(standing => !known.TryGetValue(standing.PublicId, out var revision) || standing.Revision > revision))
            feed.UpdateFromElsewhere(standing);
        foreach (var gone in ids.Except(now.Select(standing => standing.PublicId)))
            feed.Forget(gone);
    }
}
