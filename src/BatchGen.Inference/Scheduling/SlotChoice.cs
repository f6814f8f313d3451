using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Which free slot a sequence takes. With cells per slot, llama.cpp computes only neighbouring slots in one pass, so the running ones
/// are kept side by side; after that the slot that already holds the sequence's beginning, then an empty one, then the one whose
/// cells have waited longest for somebody, then the lowest.
/// </summary>
internal static class SlotChoice
{
    public static SlotId For(ReadOnlySpan<int> tokens, SlotCache cache)
    {
        SlotId? best = null;
        Merit merit = default;
        for (var number = 0; number < cache.Context.Slots; number++)
        {
            var slot = new SlotId(number);
            if (cache.IsRunning(slot))
                continue;
            var next = MeritOf(slot, tokens, cache);
            if (best is not null && !next.IsBetterThan(merit))
                continue;
            best = slot;
            merit = next;
        }

        return best ?? throw new InvalidOperationException("Every slot is taken.");
    }

    /// <summary>How many groups of neighbours the running slots are in; 1 is what one pass needs.</summary>
    public static int CountRuns(SlotCache cache)
    {
        var runs = 0;
        for (var number = 0; number < cache.Context.Slots; number++)
            runs += IsRunning(cache, number) && !IsRunning(cache, number - 1) ? 1 : 0;
        return runs;
    }

    private static Merit MeritOf(SlotId slot, ReadOnlySpan<int> tokens, SlotCache cache)
    {
        var neighbours = cache.Context.Layout == KvLayout.Unified
            ? 0
            : (IsRunning(cache, slot.Value - 1) ? 1 : 0) + (IsRunning(cache, slot.Value + 1) ? 1 : 0);
        var match = cache.MatchIn(slot, tokens);
        return new Merit(neighbours, match < PrefixRules.Shortest ? 0 : match, cache.Ledger.CountOf(slot) == 0 ? 0 : cache.EndedAt(slot));
    }

    private static bool IsRunning(SlotCache cache, int number) =>
        number >= 0 && number < cache.Context.Slots && cache.IsRunning(new SlotId(number));

    /// <param name="Neighbours">Running slots beside it.</param>
    /// <param name="Match">Tokens of the sequence that it holds.</param>
    /// <param name="EndedAt">When its cells were last of use; 0 when it has none.</param>
    private readonly record struct Merit(int Neighbours, int Match, long EndedAt)
    {
        public bool IsBetterThan(Merit other)
        {
            if (Neighbours != other.Neighbours)
                return Neighbours > other.Neighbours;
            return Match != other.Match ? Match > other.Match : EndedAt < other.EndedAt;
        }
    }
}
