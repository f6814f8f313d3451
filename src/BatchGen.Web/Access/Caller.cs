using System.Globalization;
using System.Security.Claims;
using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Templates;
using Microsoft.AspNetCore.Components.Authorization;

namespace BatchGen.Web.Access;

/// <summary>Who asks, and what they may. The rules about whose batch it is stand here and nowhere else.</summary>
/// <param name="ApiKeyId">The key they came with; null for a person in the browser.</param>
public sealed record Caller(long UserId, string Name, Role Role, Rights Rights, long? ApiKeyId)
{
    /// <summary>Which batches are listed for them.</summary>
    public BatchFilter Visible => BatchFilter.All with { OwnerId = SeesOnlyOwn ? UserId : null };

    /// <summary>Whose use they are told of; null is everybody's.</summary>
    public long? UsageOf => May(Rights.Administer) ? null : UserId;

    public Submitter AsSubmitter => new(UserId, ApiKeyId);

    public Author AsAuthor => new(Name, UserId);

    /// <summary>A submitter's prompts are no other submitter's business.</summary>
    private bool SeesOnlyOwn => Role is Role.Submitter;

    /// <summary>Null when nobody has signed in.</summary>
    public static Caller? Of(ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        if (!long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role))
            return null;
        var rights = principal.FindAll(AccessClaims.Right).Aggregate(Rights.None, (all, claim) => all | Policies.Known.GetValueOrDefault(claim.Value));
        long? key = long.TryParse(principal.FindFirstValue(AccessClaims.Key), NumberStyles.None, CultureInfo.InvariantCulture, out var keyId) ? keyId : null;
        return new Caller(id, principal.Identity?.Name ?? "", role, rights, key);
    }

    public bool May(Rights right) => Rights.HasFlag(right);

    /// <param name="ownerId">Of the batch, schedule or template; null when it has none.</param>
    public bool MaySee(long? ownerId) => May(Rights.Read) && (!SeesOnlyOwn || ownerId == UserId);

    /// <summary>Cancel, retry, delete; a schedule: change, run.</summary>
    /// <param name="ownerId">Of the batch, schedule or template; null when it has none.</param>
    public bool MayChange(long? ownerId) => May(Rights.Operate) || (May(Rights.Submit) && ownerId == UserId);
}

/// <summary>The caller of a page's circuit, for components. Requests have theirs in <c>HttpContext.User</c>.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider states)
{
    /// <exception cref="InvalidOperationException">Nobody has signed in, which the page's own policy rules out.</exception>
    public async Task<Caller> GetAsync() =>
        await FindAsync() ?? throw new InvalidOperationException("Nobody has signed in.");

    /// <summary>Null when nobody has signed in.</summary>
    public async Task<Caller?> FindAsync() => Caller.Of((await states.GetAuthenticationStateAsync()).User);
}
