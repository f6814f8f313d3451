using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Quotas;

/// <summary>
/// Quotas of users (their own, else everybody's) and keys, counted from the batches themselves,
/// whose counters are kept with every result, and from what live requests took.
/// </summary>
internal sealed class StoredQuota(IOptionsMonitor<QuotaOptions> defaults, TimeProvider time) : IQuota
{
    /// <summary>Items leave the queue as they end; nobody knows when enough have.</summary>
    private static readonly TimeSpan QueueRetry = TimeSpan.FromMinutes(1);

    public async Task<QuotaRefusal?> CheckAsync(BatchGenDbContext db, Submitter submitter, QuotaDemand demand, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(submitter);
        ArgumentNullException.ThrowIfNull(demand);

        var user = await LockUserAsync(db, submitter.UserId, cancellationToken);
        var key = submitter.ApiKeyId is { } keyId ? await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == keyId, cancellationToken) : null;
        var ofUser = db.Batches.Where(batch => batch.OwnerId == submitter.UserId);
        var ofKey = ofUser.Where(batch => batch.ApiKeyId == submitter.ApiKeyId);
        var liveOfUser = db.UsageDays.Where(usage => usage.UserId == submitter.UserId && usage.Source == WorkSource.Live);
        var liveOfKey = liveOfUser.Where(usage => usage.ApiKeyId == (submitter.ApiKeyId ?? 0));

        return await CheckItemsAsync("Your account", user?.MaxQueuedItems ?? defaults.CurrentValue.MaxQueuedItems, ofUser, demand.Items, cancellationToken)
            ?? await CheckItemsAsync("This API key", key?.MaxQueuedItems, ofKey, demand.Items, cancellationToken)
            ?? await CheckTokensAsync(
                "Your account", user?.MaxTokensPerDay ?? defaults.CurrentValue.MaxTokensPerDay, ofUser, liveOfUser, demand.Tokens, cancellationToken)
            ?? await CheckTokensAsync("This API key", key?.MaxTokensPerDay, ofKey, liveOfKey, demand.Tokens, cancellationToken);
    }

    /// <summary>Two submissions at once must not both see the last free place.</summary>
    private static Task<User?> LockUserAsync(BatchGenDbContext db, long userId, CancellationToken cancellationToken)
    {
        // SQLite transactions begin IMMEDIATE: the write lock is already held and needs no row.
        var rows = db.Database.IsSqlite()
            ? db.Users.Where(user => user.Id == userId)
            : db.Users.FromSql($"""SELECT * FROM "Users" WHERE "Id" = {userId} FOR UPDATE""");
        return rows.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<QuotaRefusal?> CheckItemsAsync(
        Sentence whose, int? most, IQueryable<Batch> batches, int added, CancellationToken cancellationToken)
    {
        if (most is null || added == 0)
            return null;
        var waiting = await batches
            // What is paused keeps its place: it is resumed without being asked for again.
            .Where(batch => batch.State == BatchState.Queued || batch.State == BatchState.Running || batch.State == BatchState.Paused)
            .SumAsync(batch => batch.TotalItems - batch.SucceededItems - batch.FailedItems - batch.CancelledItems, cancellationToken);
        return (long)waiting + added <= most ? null : new QuotaRefusal(
            ProblemCodes.QuotaItemsExceeded,
            $"{whose} may have {most:N0} items in the queue; {waiting:N0} wait and this batch adds {added:N0}. Submit less, wait until some are done, or ask an administrator for more.",
            QueueRetry);
    }

    private async Task<QuotaRefusal?> CheckTokensAsync(
        Sentence whose, long? most, IQueryable<Batch> batches, IQueryable<UsageDay> live, long added, CancellationToken cancellationToken)
    {
        if (most is null)
            return null;
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var used = await batches
            .Where(batch => batch.CreatedAt >= today)
            .SumAsync(batch => batch.SubmittedTokens + batch.CompletionTokens, cancellationToken);
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        used += await live.Where(usage => usage.Day == day).SumAsync(usage => usage.PromptTokens + usage.GeneratedTokens, cancellationToken);
        // What is not counted yet takes at least one.
        return used + Math.Max(1, added) <= most ? null : new QuotaRefusal(
            ProblemCodes.QuotaTokensExceeded,
            TokensUsedUp(whose, most.Value, used, added),
            today.AddDays(1) - now);
    }

    private static Sentence TokensUsedUp(Sentence whose, long most, long used, long added)
    {
        if (added == 0)
            return $"{whose} may use {most:N0} tokens a day; {used:N0} are used today. Submit less, submit after midnight UTC, or ask an administrator for more.";
        return $"{whose} may use {most:N0} tokens a day; {used:N0} are used today, and the prompts of this batch have {added:N0}. Submit less, submit after midnight UTC, or ask an administrator for more.";
    }
}
