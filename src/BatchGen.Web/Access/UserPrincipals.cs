using System.Security.Claims;
using BatchGen.Batches.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Access;

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
