using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Idempotency;

/// <summary>Remembers what requests with an idempotency key were answered, for a day.</summary>
public sealed class KeptAnswers(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A process that died while it answered must not lock a key for a day.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

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
            return new AnswerFirst(mine.Id);
        }
        catch (DbUpdateException)
        {
            return await FindAsync(db, scope, key, cancellationToken) is { } kept ? Judge(kept, requestHash) : new AnswerPending();
        }
    }

    public async Task KeepAsync(long id, int statusCode, string body, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.KeptAnswers.Where(answer => answer.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(answer => answer.StatusCode, statusCode).SetProperty(answer => answer.Body, body), cancellationToken);
    }

    /// <summary>It was refused or failed: the key is free for a better try.</summary>
    public async Task ForgetAsync(long id)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.KeptAnswers.Where(answer => answer.Id == id).ExecuteDeleteAsync();
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
        return kept.StatusCode == 0 ? new AnswerPending() : new AnswerAgain(kept.StatusCode, kept.Body ?? "");
    }

    private async Task ForgetStaleAsync(BatchGenDbContext db, string scope, string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var old = now - Kept;
        var dead = now - LongestAnswer;
        await db.KeptAnswers
            .Where(answer => answer.Scope == scope && answer.Key == key)
            .Where(answer => answer.CreatedAt < old || (answer.StatusCode == 0 && answer.CreatedAt < dead))
            .ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>What a request with an idempotency key is to do.</summary>
public abstract record IdempotencyDecision;

/// <summary>It is the first: it does its work and then says what it answered.</summary>
public sealed record AnswerFirst(long Id) : IdempotencyDecision;

/// <summary>It was answered before: the same answer again.</summary>
public sealed record AnswerAgain(int StatusCode, string Body) : IdempotencyDecision;

/// <summary>The first one is still being answered.</summary>
public sealed record AnswerPending : IdempotencyDecision;

/// <summary>The key belongs to another request.</summary>
public sealed record AnswerConflict : IdempotencyDecision;
