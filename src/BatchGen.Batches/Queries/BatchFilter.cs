using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <param name="State">Null takes all.</param>
/// <param name="Search">A part of the name or the id; null takes all.</param>
/// <param name="OwnerId">Whose batches; null takes everybody's.</param>
public sealed record BatchFilter(BatchState? State = null, string? Search = null, long? OwnerId = null)
{
    public static BatchFilter All { get; } = new();
}
