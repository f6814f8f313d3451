using BatchGen.Batches.Data;

namespace BatchGen.Batches.Queries;

/// <summary>Items of a batch by what is wrong with their answers; one item may count in several.</summary>
/// <param name="Flagged">Items with any flag.</param>
public sealed record QualityCounts(int Flagged, int Empty, int Truncated, int Degenerate, int NoCode, int SyntaxError, int CodeChanged)
{
    internal static QualityCounts Of(Batch batch) => new(
        batch.FlaggedItems, batch.EmptyItems, batch.TruncatedItems, batch.DegenerateItems, batch.NoCodeItems, batch.SyntaxErrorItems, batch.CodeChangedItems);
}
