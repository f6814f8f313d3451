using System.Globalization;
using System.Security.Claims;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

/// <summary>How a session's or a key's rights are written into its principal.</summary>
internal static class AccessClaims
{
    /// <summary>One claim a right; its value is the policy's name.</summary>
    public const string Right = "right";

    /// <summary>The id of the API key; a person in the browser has none.</summary>
    public const string Key = "key";

    public static ClaimsIdentity IdentityOf(User user, Rights rights, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.UserName!));
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        foreach (var policy in Policies.Known)
        {
            if (rights.HasFlag(policy.Value))
                identity.AddClaim(new Claim(Right, policy.Key));
        }

        return identity;
    }
}

/// <summary>A user as a principal: name, role, rights, and the stamp that ends old sessions when any of them changes.</summary>
internal sealed class UserPrincipals(IOptions<IdentityOptions> identity) : IUserClaimsPrincipalFactory<User>
{
    public Task<ClaimsPrincipal> CreateAsync(User user)
    {
        var claims = AccessClaims.IdentityOf(user, RoleRights.Of(user.Role), IdentityConstants.ApplicationScheme);
        claims.AddClaim(new Claim(identity.Value.ClaimsIdentity.SecurityStampClaimType, user.SecurityStamp!));
        return Task.FromResult(new ClaimsPrincipal(claims));
    }
}
