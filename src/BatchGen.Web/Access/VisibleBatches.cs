using BatchGen.Batches.Queries;

namespace BatchGen.Web.Access;

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
