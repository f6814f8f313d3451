using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <param name="State">Null takes all.</param>
/// <param name="Search">A part of the custom_id or of the error code; null takes all.</param>
public sealed record ItemFilter(ItemState? State = null, string? Search = null)
{
    public static ItemFilter All { get; } = new();
}
