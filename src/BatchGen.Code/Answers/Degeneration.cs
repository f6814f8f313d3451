using BatchGen.Inference.Answers;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Answers;

/// <summary>
/// Known failure of CodeGeeX4 and relatives: long runs of one character after an f16 overflow (ollama#6250,
/// llama.cpp#12946), and loops. Only an answer's end is judged, since a stuck model never leaves its loop:
/// tables, separators and generated code further up are never flagged, however regular they are.
/// </summary>
public static class Degeneration
{
    private const int ShortestOneCharacterAnswer = 24;
    private const double LeastShareOfOneCharacter = 0.9;
    private const int LongestSample = 40;

    /// <returns>A sentence that says what is repeated, or null.</returns>
    public static string? Describe(string answer, FinishReason finishReason)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (IsOneCharacter(answer))
            return "The answer is one character over and over.";
        var rule = finishReason == FinishReason.Length ? DegenerationRule.WhenCut : DegenerationRule.WhenEnded;
        return TailRepetitions.Of(answer).FirstOrDefault(rule.Holds) is { } tail ? Describe(answer, tail) : null;
    }

    /// <summary>
    /// Also answers too short for the rules of the end, when a low token limit cut the run early. One unbroken run:
    /// drawings and banners are mostly one character too, but in many lines.
    /// </summary>
    private static bool IsOneCharacter(string answer)
    {
        var text = answer.AsSpan().Trim();
        if (text.Length < ShortestOneCharacterAnswer)
            return false;
        var run = text.Length - text.TrimEnd(text[^1]).Length;
        return run >= LeastShareOfOneCharacter * text.Length;
    }

    private static string Describe(string answer, TailRepetition tail)
    {
        var passage = answer.Substring(answer.Length - tail.PeriodCharacters, tail.PeriodCharacters);
        var sample = passage.ReplaceLineEndings("⏎");
        var shown = sample.Length > LongestSample ? sample[..LongestSample] + "…" : sample;
        return InvariantText.Of($"The answer ends in the same {tail.PeriodCharacters} {(tail.PeriodCharacters == 1 ? "character" : "characters")} {tail.Repeats} times: \"{shown}\".");
    }
}

/// <summary>When a repetition at an answer's end counts as the model being stuck.</summary>
/// <param name="LeastRunCharacters">Of one character.</param>
/// <param name="LeastRepeats">Of a longer passage.</param>
/// <param name="LeastLoopCharacters">All repeats of a longer passage together.</param>
internal sealed record DegenerationRule(int LeastRunCharacters, int LeastRepeats, int LeastLoopCharacters)
{
    /// <summary>
    /// Cut by the token limit while repeating: what a stuck model does. Separator lines of comments reach 120
    /// characters; a cut table of one repeated value is caught as well, and is truncated anyway.
    /// </summary>
    public static DegenerationRule WhenCut { get; } = new(160, 12, 480);

    /// <summary>Ended by the model itself: repetition may be what was asked for, so much more of it is needed.</summary>
    public static DegenerationRule WhenEnded { get; } = new(400, 40, 1600);

    public bool Holds(TailRepetition tail) => tail.PeriodCharacters == 1
        ? tail.LengthCharacters >= LeastRunCharacters
        : tail.Repeats >= LeastRepeats && tail.LengthCharacters >= LeastLoopCharacters;
}

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
        var tail = text.AsSpan(Math.Max(0, text.Length - WindowCharacters)).ToArray();
        Array.Reverse(tail);
        var common = CommonPrefixes(tail);
        for (var period = 1; period <= tail.Length / 2; period++)
        {
            if (common[period] >= period)
                yield return new TailRepetition(period, period + common[period]);
        }
    }

    /// <summary>For each position, how many characters from there equal those from the start.</summary>
    private static int[] CommonPrefixes(ReadOnlySpan<char> text)
    {
        var common = new int[text.Length];
        var left = 0;
        var right = 0;
        for (var at = 1; at < text.Length; at++)
        {
            var known = at < right ? Math.Min(right - at, common[at - left]) : 0;
            common[at] = known + text[(at + known)..].CommonPrefixLength(text[known..]);
            if (at + common[at] <= right)
                continue;
            left = at;
            right = at + common[at];
        }

        return common;
    }
}

/// <summary>A passage that a text's end consists of.</summary>
/// <param name="PeriodCharacters">Length of the passage; 1 for a run of one character.</param>
/// <param name="LengthCharacters">Characters from where the repeating starts to the end; the last passage may be cut.</param>
internal sealed record TailRepetition(int PeriodCharacters, int LengthCharacters)
{
    public int Repeats => LengthCharacters / PeriodCharacters;
}
