using BatchGen.Batches.Orders;
using BatchGen.Batches.Queries;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Access;

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
