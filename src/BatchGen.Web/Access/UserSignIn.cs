using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>Identity's sign-in, which also knows that a user can be disabled.</summary>
public sealed class UserSignIn(
    UserManager<User> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<UserSignIn> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation)
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

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        var user = await UserManager.FindByNameAsync(userName);
        if (user is { PasswordHash: not null })
            return await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        UserManager.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
        return SignInResult.Failed;
    }
}
