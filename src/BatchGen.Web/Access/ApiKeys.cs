using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.Access;

/// <summary>Keys that programs sign in with: made, found, listed, revoked.</summary>
public sealed class ApiKeys(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    private const string Mark = "bgk_";
    private const int PrefixLength = 10;

    /// <summary>A busy client must not turn every request into a write.</summary>
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    public async Task<IssuedApiKey> IssueAsync(long userId, NewApiKey asked, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var secret = Mark + Secrets.New();
        var key = await StoreAsync(userId, asked, secret, who, cancellationToken);
        return new IssuedApiKey(key.Id, secret);
    }

    /// <summary>Makes the key of the configuration known, once.</summary>
    public async Task EnsureAsync(long userId, NewApiKey asked, string secret, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var hash = Secrets.HashOf(secret);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ApiKeys.AnyAsync(key => key.Hash == hash, cancellationToken))
            await StoreAsync(userId, asked, secret, who, cancellationToken);
    }

    /// <summary>The key with its user, when it is good now; else null.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Secrets.HashOf(secret);
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.AsNoTracking().Include(key => key.User).SingleOrDefaultAsync(key => key.Hash == hash, cancellationToken);
        if (key is not { RevokedAt: null, User.IsDisabled: false } || key.ExpiresAt <= now)
            return null;
        if (key.LastUsedAt is null || now - key.LastUsedAt > UseResolution)
            await db.ApiKeys.Where(other => other.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.LastUsedAt, now), cancellationToken);
        return key;
    }

    /// <summary>Newest first.</summary>
    /// <param name="userId">Whose; null lists everybody's.</param>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(long? userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.AsNoTracking()
            .Include(key => key.User)
            .Where(key => userId == null || key.UserId == userId)
            .OrderByDescending(key => key.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>From the next request on it is refused. A key that is revoked already stays so.</summary>
    public async Task RevokeAsync(long keyId, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await db.ApiKeys.Include(key => key.User).SingleOrDefaultAsync(key => key.Id == keyId && key.RevokedAt == null, cancellationToken);
        if (key is null)
            return;
        key.RevokedAt = time.GetUtcNow();
        db.Audit.Add(Entry(who, key.Prefix, key.User!.UserName!, "valid", "revoked"));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<ApiKey> StoreAsync(long userId, NewApiKey asked, string secret, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.SingleAsync(user => user.Id == userId, cancellationToken);
        var name = asked.Name.Trim();
        var key = new ApiKey
        {
            UserId = userId,
            Name = name.Length <= ApiKey.MaxNameLength ? name : name[..ApiKey.MaxNameLength],
            Prefix = secret[..PrefixLength],
            Hash = Secrets.HashOf(secret),
            Scopes = asked.Scopes,
            ExpiresAt = asked.ExpiresAt,
            MaxQueuedItems = asked.MaxQueuedItems,
            MaxTokensPerDay = asked.MaxTokensPerDay,
            CreatedAt = time.GetUtcNow(),
        };
        db.ApiKeys.Add(key);
        db.Audit.Add(Entry(who, key.Prefix, user.UserName!, "none", RightsWords.Of(asked.Scopes)));
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    private AuditEntry Entry(string who, string prefix, string owner, Sentence from, Sentence to) =>
        new() { At = time.GetUtcNow(), Who = who, What = $"API key {prefix}… of {owner}", From = from, To = to };
}

/// <summary>A key as its owner asks for it.</summary>
/// <param name="ExpiresAt">Null never expires.</param>
public sealed record NewApiKey(string Name, Rights Scopes, DateTimeOffset? ExpiresAt = null, int? MaxQueuedItems = null, long? MaxTokensPerDay = null);

/// <param name="Secret">The whole key, to be shown now and never again.</param>
public sealed record IssuedApiKey(long Id, string Secret);
