using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Web.Access;

/// <summary>People's accounts, as administrators change them. Every change is stored together with its audit entry.</summary>
public sealed class Accounts(IServiceScopeFactory scopes, TimeProvider time)
{
    public const string FirstAdmin = "admin";

    private static readonly AccountRefused Unknown = new("user_not_found", "There is no such user any more. Reload the page.");

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Db(scope).Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync(cancellationToken);
    }

    /// <summary>As it is stored now; null when there is none.</summary>
    public async Task<User?> FindAsync(long userId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Db(scope).Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken);
    }

    /// <summary>Whether some administrator can sign in with a password.</summary>
    public async Task<bool> HasAdminPasswordAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Db(scope).Users.AnyAsync(user => user.Role == Role.Admin && !user.IsDisabled && user.PasswordHash != null, cancellationToken);
    }

    /// <summary>The administrator that a new server begins with; made when there is none.</summary>
    public async Task<User> EnsureAdminAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admins = Db(scope).Users.AsNoTracking().Where(user => user.Role == Role.Admin && !user.IsDisabled).OrderBy(user => user.Id);
        if (await admins.FirstOrDefaultAsync(cancellationToken) is { } admin)
            return admin;
        try
        {
            await CreateAsync(FirstAdmin, Role.Admin, "BatchGen", cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another machine on the same database made it in this moment.
        }

        return await admins.FirstAsync(cancellationToken);
    }

    /// <summary>Without a password: the person chooses it with a one-time link.</summary>
    public async Task<AccountOutcome> CreateAsync(string name, Role role, string who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        await using var scope = scopes.CreateAsyncScope();
        var user = new User { UserName = name.Trim(), Role = role, CreatedAt = time.GetUtcNow() };
        if (user.UserName.Length > User.MaxNameLength)
            return new AccountRefused("user_name_invalid", $"The name has {user.UserName.Length} characters; up to {User.MaxNameLength} are kept.");
        Db(scope).Audit.Add(Entry(who, user, "none", RightsWords.Of(role)));
        return Outcome(user, await Users(scope).CreateAsync(user));
    }

    public Task<AccountOutcome> SetRoleAsync(long userId, Role role, string who, CancellationToken cancellationToken) =>
        ChangeAsync(userId, who, user => RightsWords.Of(user.Role), user => user.Role = role, cancellationToken);

    /// <summary>Sessions and keys of theirs end too.</summary>
    public Task<AccountOutcome> DisableAsync(long userId, string who, CancellationToken cancellationToken) =>
        ChangeAsync(userId, who, Standing, user => user.IsDisabled = true, cancellationToken);

    public Task<AccountOutcome> EnableAsync(long userId, string who, CancellationToken cancellationToken) =>
        ChangeAsync(userId, who, Standing, user => user.IsDisabled = false, cancellationToken);

    /// <param name="maxQueuedItems">Null is no quota.</param>
    /// <param name="maxTokensPerDay">Null is no quota.</param>
    public Task<AccountOutcome> SetQuotaAsync(long userId, int? maxQueuedItems, long? maxTokensPerDay, string who, CancellationToken cancellationToken) =>
        ChangeAsync(
            userId,
            who,
            user => $"items {QuotaOf(user.MaxQueuedItems)}, tokens a day {QuotaOf(user.MaxTokensPerDay)}",
            user =>
            {
                user.MaxQueuedItems = maxQueuedItems;
                user.MaxTokensPerDay = maxTokensPerDay;
            },
            cancellationToken);

    /// <summary>Null when it is good enough; nothing is stored.</summary>
    public async Task<AccountRefused?> JudgePasswordAsync(long userId, string password, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await FindAsync(scope, userId, cancellationToken) is { } user ? await WhyWeakAsync(Users(scope), user, password) : Unknown;
    }

    /// <summary>Replaces whatever password there was, and ends the sessions it opened.</summary>
    public async Task<AccountOutcome> SetPasswordAsync(long userId, string password, string who, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await FindAsync(scope, userId, cancellationToken) is not { } user)
            return Unknown;
        var users = Users(scope);
        if (await WhyWeakAsync(users, user, password) is { } weak)
            return weak;
        Db(scope).Audit.Add(Entry(who, user, user.PasswordHash is null ? (Sentence)"no password" : (Sentence)"password", (Sentence)"new password"));
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        return Outcome(user, await users.UpdateSecurityStampAsync(user));
    }

    private static async Task<AccountRefused?> WhyWeakAsync(UserManager<User> users, User user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, password) is { Succeeded: false } refused)
                return new AccountRefused("password_too_weak", string.Join(' ', refused.Errors.Select(error => error.Description)));
        }

        return null;
    }

    private async Task<AccountOutcome> ChangeAsync(
        long userId, string who, Func<User, Sentence> describe, Action<User> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await FindAsync(scope, userId, cancellationToken) is not { } user)
            return Unknown;
        var before = describe(user);
        change(user);
        if (await LeavesNoAdminAsync(Db(scope), user, cancellationToken))
            return new AccountRefused("last_admin", $"'{user.UserName}' is the only administrator. Make somebody else one first.");
        Db(scope).Audit.Add(Entry(who, user, before, describe(user)));
        // A new stamp: sessions that still say what was true before end.
        return Outcome(user, await Users(scope).UpdateSecurityStampAsync(user));
    }

    private static async Task<bool> LeavesNoAdminAsync(BatchGenDbContext db, User changed, CancellationToken cancellationToken) =>
        changed is not { Role: Role.Admin, IsDisabled: false }
        && !await db.Users.AnyAsync(user => user.Id != changed.Id && user.Role == Role.Admin && !user.IsDisabled, cancellationToken);

    private static AccountOutcome Outcome(User user, IdentityResult result) => result.Succeeded
        ? new AccountDone(user.Id)
        : result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            ? new AccountRefused("user_name_taken", $"There is a user '{user.UserName}' already. Choose another name.")
            : result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidUserName))
                ? new AccountRefused("user_name_invalid", $"'{user.UserName}' is no user name. Use letters, digits and . _ - @ +.")
                : new AccountRefused("account_not_changed", string.Join(' ', result.Errors.Select(error => error.Description)));

    private static Sentence QuotaOf(long? quota) => quota is { } most ? (Sentence)$"{most}" : (Sentence)"any";

    private static Sentence Standing(User user) => user.IsDisabled ? (Sentence)"disabled" : (Sentence)"enabled";

    private AuditEntry Entry(string who, User user, Sentence from, Sentence to) =>
        new() { At = time.GetUtcNow(), Who = who, What = $"user {user.UserName}", From = from, To = to };

    private static Task<User?> FindAsync(AsyncServiceScope scope, long id, CancellationToken cancellationToken) =>
        Db(scope).Users.SingleOrDefaultAsync(user => user.Id == id, cancellationToken);

    // The store of the scope's manager uses the very same context: what is added to it is saved with the user.
    private static BatchGenDbContext Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<BatchGenDbContext>();

    private static UserManager<User> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<User>>();
}

/// <summary>What became of a change to an account.</summary>
public abstract record AccountOutcome;

public sealed record AccountDone(long UserId) : AccountOutcome;

/// <param name="Code">Stable, listed in docs/errors.md.</param>
public sealed record AccountRefused(string Code, Sentence Sentence) : AccountOutcome
{
    /// <summary>In English.</summary>
    public string Message => Sentence.ToString();
}
