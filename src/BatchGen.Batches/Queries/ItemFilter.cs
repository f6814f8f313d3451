using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <param name="State">Null takes all.</param>
/// <param name="Search">A part of the custom_id, the path or the error code; null takes all.</param>
/// <param name="Flags">Items with any of these; none takes all.</param>
public sealed record ItemFilter(ItemState? State = null, string? Search = null, QualityFlags Flags = QualityFlags.None)
{
    public static ItemFilter All { get; } = new();
}
