using BatchGen.Code.Outlines;

namespace BatchGen.Code.Splitting;

/// <summary>
/// Lays chunks over a document: each as far as the sum of its fragments allows, then back to the best boundary that
/// does not leave it too empty.
/// </summary>
/// <param name="requiredCuts">Fragments before which a chunk must end, ascending.</param>
internal sealed class ChunkLayout(Fragments fragments, HeaderShelf headers, ChunkBudget budget, IReadOnlyList<int> requiredCuts)
{
    /// <param name="margin">Tokens to leave unused, because a chunk may take more than the sum of its fragments.</param>
    public async Task<IReadOnlyList<ChunkPlan>> LayOutAsync(long margin, CancellationToken cancellationToken)
    {
        List<ChunkPlan> plans = [];
        for (var first = 0; first < fragments.Count; first = plans[^1].End)
            plans.Add(await PlanNextAsync(first, margin, cancellationToken));
        return plans;
    }

    private async Task<ChunkPlan> PlanNextAsync(int first, long margin, CancellationToken cancellationToken)
    {
        var ladder = await headers.CountLadderAsync(fragments.GetOffset(first), cancellationToken);
        for (var rung = 0; rung < ladder.Count; rung++)
        {
            var room = budget.Tokens - margin - ladder[rung];
            var reach = fragments.FindReach(first, room);
            if (headers.IsBearable(ladder[rung]) && reach > first)
                return new ChunkPlan(first, ChooseEnd(first, reach, room), rung);
        }

        // Only a margin is in the way: every fragment by itself is within the budget.
        return new ChunkPlan(first, first + 1, ladder.Count - 1);
    }

    private int ChooseEnd(int first, int reach, long room)
    {
        if (FindRequiredCut(first) is { } required && required <= reach)
            return required;
        if (reach == fragments.Count)
            return reach;

        var best = reach;
        for (var end = reach - 1; end > first; end--)
        {
            var start = fragments.GetStart(end);
            if (IsBetter(start, fragments.GetStart(best)) && fragments.GetTokens(first, end) >= GetLeastFill(start.Rank) * room)
                best = end;
        }

        return best;
    }

    private int? FindRequiredCut(int first)
    {
        var low = 0;
        var high = requiredCuts.Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (requiredCuts[middle] <= first)
                low = middle + 1;
            else
                high = middle;
        }

        return low < requiredCuts.Count ? requiredCuts[low] : null;
    }

    private static bool IsBetter(Boundary candidate, Boundary best) =>
        candidate.Rank < best.Rank || (candidate.Rank == best.Rank && candidate.Depth < best.Depth);

    // How full a chunk must be to end there. A better boundary is worth more chunks, but each chunk costs its header,
    // and a chunk of one short declaration before a long one would help nobody.
    private static double GetLeastFill(BoundaryRank rank) => rank switch
    {
        BoundaryRank.Declaration => 1.0 / 3,
        BoundaryRank.Member => 0.4,
        BoundaryRank.Statement or BoundaryRank.BlankLine => 0.5,
        BoundaryRank.Line or BoundaryRank.Hard => 0,
    };
}

/// <summary>Which fragments make a chunk, from First up to End, and which of its headers it has.</summary>
/// <param name="Rung">Index into the header ladder; higher is shorter.</param>
internal readonly record struct ChunkPlan(int First, int End, int Rung);
