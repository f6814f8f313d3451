namespace BatchGen.Inference.Answers;

/// <summary>
/// How much of one stop text the answer's end matches, kept up to date one character at a time
/// (Knuth, Morris and Pratt, 1977: after a mismatch, fall back to the longest beginning that is still matched).
/// </summary>
internal sealed class StopProgress(string text)
{
    private readonly int[] _fallback = Fallbacks(text);

    /// <summary>The answer ends with this many of the text's first characters, and no more.</summary>
    public int Matched { get; private set; }

    public bool IsComplete => Matched == text.Length;

    /// <summary>Must not be called once <see cref="IsComplete"/>.</summary>
    public void Advance(char next) => Matched = Extend(text, _fallback, Matched, next);

    private static int Extend(string text, int[] fallback, int matched, char next)
    {
        while (matched > 0 && text[matched] != next)
            matched = fallback[matched - 1];
        return text[matched] == next ? matched + 1 : 0;
    }

    /// <summary>For each beginning of the text: the longest shorter beginning that it also ends with.</summary>
    private static int[] Fallbacks(string text)
    {
        var fallback = new int[text.Length];
        for (var i = 1; i < text.Length; i++)
            fallback[i] = Extend(text, fallback, fallback[i - 1], text[i]);
        return fallback;
    }
}
