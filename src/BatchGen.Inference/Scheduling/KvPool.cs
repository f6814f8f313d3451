using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// The promise that the KV cache never runs full: every running sequence holds a reservation for all tokens it may
/// ever have, and reservations together never pass the cells there are.
/// </summary>
/// <remarks>
/// One rule serves both layouts. Unified: the library takes cells one by one from the whole cache, so fragments
/// cannot break the promise, and only the sum counts. Per slot: each sequence is bounded by its slot's cells, and the
/// sum follows from the number of slots.
/// </remarks>
internal sealed class KvPool(ContextInfo context)
{
    /// <summary>Cells promised to running sequences.</summary>
    public int Reserved { get; private set; }

    public int Total => context.KvCells;

    /// <summary>The largest reservation that an empty pool takes.</summary>
    public int LargestReservation => Math.Min(context.CellsPerSlot, context.KvCells);

    public bool CanReserve(int cells) => cells <= LargestReservation && cells <= Total - Reserved;

    /// <exception cref="InvalidOperationException"><see cref="CanReserve"/> would have said no.</exception>
    public void Reserve(int cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        if (!CanReserve(cells))
            throw new InvalidOperationException($"{cells} cells do not fit: {Reserved} of {Total} are reserved, {LargestReservation} is the most for one sequence.");
        Reserved += cells;
    }

    public void Release(int cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cells, Reserved);
        Reserved -= cells;
    }
}
