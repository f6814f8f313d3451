using System.Security.Claims;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Identity's sign-in, which also knows that a user can be disabled, and when one was last here.</summary>
public sealed class UserSignIn(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<UserSignIn> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    BatchGenDbContext db,
    TimeProvider time)
    : SignInManager<User>(users, http, principals, options, log, schemes, confirmation)
{
    /// <summary>Verified when there is no such user, so that the time an answer takes does not tell.</summary>
    private static readonly User Nobody = new() { UserName = "" };
    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, Secrets.New());

    public override async Task<bool> CanSignInAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.IsDisabled && await base.CanSignInAsync(user);
    }

    /// <summary>Whichever way they came in.</summary>
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        ArgumentNullException.ThrowIfNull(user);
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        var now = time.GetUtcNow();
        await db.Users.Where(other => other.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.LastSignInAt, now));
    }

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        var user = await UserManager.FindByNameAsync(userName);
        if (user is { PasswordHash: not null })
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        UserManager.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
        return SignInResult.Failed;
    }
}
