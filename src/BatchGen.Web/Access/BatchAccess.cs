using System.Security.Claims;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Access;

/// <summary>Whether a request may have anything of a batch.</summary>
internal static class BatchAccess
{
    /// <summary>False too when there is no such batch: to whoever may not see it, it is not there.</summary>
    public static async Task<bool> MaySeeAsync(this BatchQueries batches, string publicId, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await batches.GetOwnerAsync(publicId, cancellationToken) is { } owner && Caller.Of(user)?.MaySee(owner.UserId) is true;
}

/// <summary>Stands before what is done to a batch over the API.</summary>
internal sealed class BatchGate(BatchQueries batches)
{
    /// <exception cref="Batches.Requests.RequestRefusedException">There is no such batch for them.</exception>
    /// <exception cref="NotAllowedException">They may see it and no more.</exception>
    public async Task RequireMaySeeAsync(Caller caller, string publicId, CancellationToken cancellationToken) =>
        caller.RequireMaySee(await OwnerOfAsync(publicId, cancellationToken), BatchOrders.NotFound(publicId));

    /// <inheritdoc cref="RequireMaySeeAsync"/>
    public async Task RequireMayChangeAsync(Caller caller, string publicId, CancellationToken cancellationToken) =>
        caller.RequireMayChange(await OwnerOfAsync(publicId, cancellationToken), BatchOrders.NotFound(publicId));

    private async Task<long?> OwnerOfAsync(string publicId, CancellationToken cancellationToken) =>
        (await batches.GetOwnerAsync(publicId, cancellationToken) ?? throw BatchOrders.NotFound(publicId)).UserId;
}

/// <summary>Which batches somebody who listens may hear of. Asked many times of the same few, so it remembers; owners don't change.</summary>
internal sealed class VisibleBatches(Caller caller, BatchQueries batches)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task<bool> IncludeAsync(string publicId, CancellationToken cancellationToken)
    {
        if (caller.Visible.OwnerId is null || _known.GetValueOrDefault(publicId))
            return true;
        return _known[publicId] = await batches.GetOwnerAsync(publicId, cancellationToken) is { } owner && caller.MaySee(owner.UserId);
    }
}
