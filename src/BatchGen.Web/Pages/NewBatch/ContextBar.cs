using BatchGen.Batches.Submission;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>One bar between two steps of the context slider.</summary>
/// <param name="FromTokens">Exclusive; 0 for the first bar.</param>
/// <param name="ToTokens">Inclusive: a limit of so much takes these prompts.</param>
/// <param name="Share">Of the highest bar, 0 to 1.</param>
internal sealed record ContextBar(int FromTokens, int ToTokens, int Items, double Share)
{
    /// <summary>The shortest context worth a step of its own.</summary>
    private const int FirstStep = 256;

    /// <summary>Powers of two, as the histogram's buckets are, up to the most that the engine gives.</summary>
    public static IReadOnlyList<int> Steps(int mostTokens)
    {
        var steps = new List<int>();
        for (var step = FirstStep; step < mostTokens; step *= 2)
            steps.Add(step);
        steps.Add(mostTokens);
        return steps;
    }

    /// <summary>One bar between each two steps; what is longer than the last step is in none.</summary>
    public static IReadOnlyList<ContextBar> Of(IReadOnlyList<int> steps, IReadOnlyList<TokenBucket> histogram)
    {
        var bars = new List<ContextBar>();
        for (var i = 1; i < steps.Count; i++)
        {
            var from = i == 1 ? 0 : steps[i - 1];
            var to = steps[i];
            bars.Add(new ContextBar(from, to, histogram.Where(bucket => bucket.FromTokens >= from && bucket.FromTokens < to).Sum(bucket => bucket.Items), 0));
        }

        var highest = Math.Max(1, bars.Select(bar => bar.Items).DefaultIfEmpty().Max());
        return [.. bars.Select(bar => bar with { Share = (double)bar.Items / highest })];
    }
}
