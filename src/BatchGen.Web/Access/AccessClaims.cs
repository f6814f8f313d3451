using System.Globalization;
using System.Security.Claims;
using BatchGen.Batches.Data;

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
