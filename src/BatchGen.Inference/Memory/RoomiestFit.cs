namespace BatchGen.Inference.Memory;

/// <summary>The roomiest context that fits where the wished one does not.</summary>
public static class RoomiestFit
{
    /// <summary>
    /// The wish itself when it fits; else with fewer cells, in steps of 256 and never below <paramref name="leastCells"/>;
    /// else with fewer slots too, since each slot holds a row of logits. Null when not even one slot fits.
    /// </summary>
    /// <param name="leastCells">What one full request needs.</param>
    /// <exception cref="PlanException">The numbers are beyond any machine.</exception>
    public static PlanSettings? Find(
        ModelShape shape, PlanSettings wish, int leastCells, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        if (Fits(wish))
            return wish;
        var mostSteps = (int)((wish.RequestedCells - leastCells) / KvCache.CellStep);
        if (Fits(WithCells(wish, leastCells)))
            return WithCells(
                wish, leastCells + (KvCache.CellStep * Search.Largest(mostSteps, steps => Fits(WithCells(wish, leastCells + (KvCache.CellStep * steps))))));
        var slots = Search.Largest(wish.Slots, slots => Fits(WithCells(wish, leastCells) with { Slots = slots }));
        return slots == 0 ? null : WithCells(wish, leastCells) with { Slots = slots };

        bool Fits(PlanSettings settings) => DeviceSheet.Fits(shape, settings, budgets, overhead);
    }

    private static PlanSettings WithCells(PlanSettings settings, int cells) => settings with { KvCells = cells };
}
