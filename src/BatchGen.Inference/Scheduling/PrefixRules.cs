namespace BatchGen.Inference.Scheduling;

/// <summary>From how many tokens on a shared beginning is worth something.</summary>
internal static class PrefixRules
{
    /// <summary>Shorter ones are computed again: looking a few tokens up saves no pass.</summary>
    public const int Shortest = 16;

    /// <summary>
    /// From so many on a sequence waits a step for one that is just computing them, goes before others, or has a slot's whole part of the
    /// cache copied for it, which costs llama.cpp a new reservation of its graph (some milliseconds).
    /// </summary>
    public const int WorthEffort = 32;

    /// <summary>Whether two begin with more than <paramref name="least"/> equal tokens, and with how many.</summary>
    public static bool IsLonger(ReadOnlySpan<int> one, ReadOnlySpan<int> other, int least, out int length)
    {
        length = 0;
        // Most differ right where the longest so far ends, so that the rest need not be looked at.
        if (one.Length <= least || other.Length <= least || one[least] != other[least])
            return false;
        length = one.CommonPrefixLength(other);
        return length > least;
    }
}
