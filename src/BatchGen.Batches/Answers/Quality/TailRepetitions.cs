namespace BatchGen.Batches.Answers.Quality;

/// <summary>
/// Finds what the end of a text repeats. Characters, words, lines and whole blocks of lines are one case: a period.
/// The Z-function of the reversed tail gives, for every period at once, how far back it holds (Gusfield 1997, ch. 1);
/// linear in the window.
/// </summary>
internal static class TailRepetitions
{
    /// <summary>Enough for a dozen repeats of a 60-line function.</summary>
    public const int WindowCharacters = 32 << 10;

    /// <summary>Every period with at least two repeats, shortest first.</summary>
    public static IEnumerable<TailRepetition> Of(string text)
    {
        char[] tail = text.AsSpan(Math.Max(0, text.Length - WindowCharacters)).ToArray();
        Array.Reverse(tail);
        int[] common = CommonPrefixes(tail);
        for (int period = 1; period <= tail.Length / 2; period++)
        {
            if (common[period] >= period)
                yield return new TailRepetition(period, period + common[period]);
        }
    }

    /// <summary>For each position, how many characters from there equal those from the start.</summary>
    private static int[] CommonPrefixes(ReadOnlySpan<char> text)
    {
        int[] common = new int[text.Length];
        int left = 0;
        int right = 0;
        for (int at = 1; at < text.Length; at++)
        {
            int known = at < right ? Math.Min(right - at, common[at - left]) : 0;
            common[at] = known + text[(at + known)..].CommonPrefixLength(text[known..]);
            if (at + common[at] <= right)
                continue;
            left = at;
            right = at + common[at];
        }

        return common;
    }
}
