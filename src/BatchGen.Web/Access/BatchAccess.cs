using System.Security.Claims;
using BatchGen.Batches.Queries;

namespace BatchGen.Web.Access;

/// <summary>Whether a request may have anything of a batch.</summary>
internal static class BatchAccess
{
    /// <summary>False too when there is no such batch: to whoever may not see it, it is not there.</summary>
    public static async Task<bool> MaySeeAsync(this BatchQueries batches, string publicId, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await batches.GetOwnerAsync(publicId, cancellationToken) is { } owner && Caller.Of(user)?.MaySee(owner.UserId) is true;
}
