using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.Access;

/// <summary>One-time links: the first start's, an invitation's, a reset's. A newer one of the same user ends the older.</summary>
public sealed class SignInLinks(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    /// <summary>Signs in at once: printed on the machine itself, where nothing opens links to look at them.</summary>
    public const string StartPath = "/account/start";

    /// <summary>Asks for a password first: mail programs open links to preview them, and must not use them up.</summary>
    public const string WelcomePath = "/account/welcome";

    /// <returns>The token, to be shown now and never again.</returns>
    public async Task<string> IssueAsync(long userId, TimeSpan lifetime, string who, CancellationToken cancellationToken)
    {
        var token = Secrets.New();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SignInLinks.Where(link => link.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        var user = await db.Users.SingleAsync(user => user.Id == userId, cancellationToken);
        var now = time.GetUtcNow();
        db.SignInLinks.Add(new SignInLink { UserId = userId, Hash = Secrets.HashOf(token), ExpiresAt = now + lifetime });
        db.Audit.Add(new AuditEntry { At = now, Who = who, What = $"user {user.UserName}", From = "", To = "one-time link" });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>Whose link it is, while it can be used; else null. Looking does not use it.</summary>
    public async Task<User?> PeekAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Usable(db, token).Select(link => link.User!).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The user's id, for exactly one caller; null for everybody after.</summary>
    public async Task<long?> UseAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await Usable(db, token).Select(link => (long?)link.UserId).SingleOrDefaultAsync(cancellationToken);
        return user is not null && await Usable(db, token).ExecuteDeleteAsync(cancellationToken) == 1 ? user : null;
    }

    private IQueryable<SignInLink> Usable(BatchGenDbContext db, string? token)
    {
        var hash = Secrets.HashOf(token ?? "");
        var now = time.GetUtcNow();
        return db.SignInLinks.Where(link => link.Hash == hash && link.ExpiresAt > now && !link.User!.IsDisabled);
    }
}
