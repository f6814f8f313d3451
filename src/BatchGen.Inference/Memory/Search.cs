namespace BatchGen.Inference.Memory;

internal static class Search
{
    /// <summary>The largest number from 1 to <paramref name="most"/> that passes, 0 when none does. What passes must be a prefix.</summary>
    public static int Largest(int most, Predicate<int> passes)
    {
        var low = 0;
        var high = most;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (passes(middle))
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
