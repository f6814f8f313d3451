using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Idempotency;

/// <summary>Remembers what requests with an idempotency key were answered, for a day.</summary>
public sealed class KeptAnswers(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>
    /// A process that died before it had made anything must not lock a key for a day. One that is only slow makes nothing any more
    /// when its key is another's (<see cref="RecordAsync"/>).
    /// </summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(2);

    /// <param name="scope">Endpoint and caller.</param>
    /// <param name="requestHash">Of everything that makes the request what it is.</param>
    public async Task<IdempotencyDecision> BeginAsync(string scope, string key, string requestHash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await ForgetStaleAsync(db, scope, key, cancellationToken);
        // A request that is sent again is no failure: without this look the log would show one for each.
        if (await FindAsync(db, scope, key, cancellationToken) is { } earlier)
            return Judge(earlier, requestHash);
        var mine = new KeptAnswer { Scope = scope, Key = key, RequestHash = requestHash, CreatedAt = time.GetUtcNow() };
        db.KeptAnswers.Add(mine);
        try
        {
            // The unique index decides who of two at once is first.
            await db.SaveChangesAsync(cancellationToken);
            return new AnswerFirst(new HeldKey(mine.Id));
        }
        catch (DbUpdateException)
        {
            return await FindAsync(db, scope, key, cancellationToken) is { } kept ? Judge(kept, requestHash) : new AnswerPending();
        }
    }

    /// <summary>
    /// Notes what a key's request makes, to be saved in the same transaction as that: whatever dies afterwards, the key makes no second one.
    /// </summary>
    /// <param name="key">Null for a request without a key: nothing is noted.</param>
    /// <param name="made">By what its maker finds it again.</param>
    /// <exception cref="KeyTakenOverException">Nothing may be made.</exception>
    internal static async Task RecordAsync(BatchGenDbContext db, HeldKey? key, string made, CancellationToken cancellationToken)
    {
        if (key is not { } held)
            return;
        var kept = await db.KeptAnswers.SingleOrDefaultAsync(answer => answer.Id == held.AnswerId, cancellationToken)
            ?? throw new KeyTakenOverException();
        kept.Made = made;
    }

    public async Task KeepAsync(HeldKey key, int statusCode, string body, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.KeptAnswers.Where(answer => answer.Id == key.AnswerId).ExecuteUpdateAsync(
            set => set.SetProperty(answer => answer.StatusCode, statusCode).SetProperty(answer => answer.Body, body), cancellationToken);
    }

    /// <summary>It was refused or failed: the key is free for a better try, unless the failure came after what was made.</summary>
    public async Task ForgetAsync(HeldKey key)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.KeptAnswers.Where(answer => answer.Id == key.AnswerId && answer.Made == null).ExecuteDeleteAsync();
    }

    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow() - Kept;
        await db.KeptAnswers.Where(answer => answer.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<KeptAnswer?> FindAsync(BatchGenDbContext db, string scope, string key, CancellationToken cancellationToken) =>
        db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.Scope == scope && answer.Key == key, cancellationToken);

    private static IdempotencyDecision Judge(KeptAnswer kept, string requestHash)
    {
        if (kept.RequestHash != requestHash)
            return new AnswerConflict();
        if (kept.StatusCode != 0)
            return new AnswerAgain(kept.StatusCode, kept.Body ?? "");
        return kept.Made is { } made ? new AnswerOf(new HeldKey(kept.Id), made) : new AnswerPending();
    }

    private async Task ForgetStaleAsync(BatchGenDbContext db, string scope, string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var old = now - Kept;
        var dead = now - LongestWork;
        await db.KeptAnswers
            .Where(answer => answer.Scope == scope && answer.Key == key)
            .Where(answer => answer.CreatedAt < old || (answer.StatusCode == 0 && answer.Made == null && answer.CreatedAt < dead))
            .ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>A key whose first request is at work.</summary>
public readonly record struct HeldKey(long AnswerId);

/// <summary>What a request with an idempotency key is to do.</summary>
public abstract record IdempotencyDecision;

/// <summary>It is the first: it does its work and then says what it answered.</summary>
public sealed record AnswerFirst(HeldKey Key) : IdempotencyDecision;

/// <summary>The first one made this and was not heard to answer: the answer is to be made of it.</summary>
public sealed record AnswerOf(HeldKey Key, string Made) : IdempotencyDecision;

/// <summary>It was answered before: the same answer again.</summary>
public sealed record AnswerAgain(int StatusCode, string Body) : IdempotencyDecision;

/// <summary>The first one is still being answered.</summary>
public sealed record AnswerPending : IdempotencyDecision;

/// <summary>The key belongs to another request.</summary>
public sealed record AnswerConflict : IdempotencyDecision;

/// <summary>A request took so long that its key was given to a repetition of it, which makes what both ask for.</summary>
public sealed class KeyTakenOverException() : Exception("The idempotency key was given to a repetition of this request.");
