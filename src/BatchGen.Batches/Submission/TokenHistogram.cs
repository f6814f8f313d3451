using System.Numerics;

namespace BatchGen.Batches.Submission;

/// <summary>Counts prompts by powers of two: inputs of one batch differ in length by orders of magnitude.</summary>
internal sealed class TokenHistogram
{
    private readonly int[] _items = new int[32];

    public void Add(int tokens) => _items[BitOperations.Log2((uint)Math.Max(1, tokens))]++;

    /// <summary>From the first bar with an item to the last; empty ones between them included.</summary>
    public IReadOnlyList<TokenBucket> ToBuckets()
    {
        var first = Array.FindIndex(_items, items => items > 0);
        var last = Array.FindLastIndex(_items, items => items > 0);
        return first < 0 ? [] : [.. Enumerable.Range(first, last - first + 1).Select(Bucket)];
    }

    private TokenBucket Bucket(int power) =>
        new(power == 0 ? 0 : 1 << power, power >= 30 ? int.MaxValue : 1 << (power + 1), _items[power]);
}
