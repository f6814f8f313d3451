using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Answers.Quality;

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
        DegenerationRule rule = finishReason == FinishReason.Length ? DegenerationRule.WhenCut : DegenerationRule.WhenEnded;
        return TailRepetitions.Of(answer).FirstOrDefault(rule.Holds) is { } tail ? Describe(answer, tail) : null;
    }

    /// <summary>
    /// Also answers too short for the rules of the end, when a low token limit cut the run early. One unbroken run:
    /// drawings and banners are mostly one character too, but in many lines.
    /// </summary>
    private static bool IsOneCharacter(string answer)
    {
        ReadOnlySpan<char> text = answer.AsSpan().Trim();
        if (text.Length < ShortestOneCharacterAnswer)
            return false;
        int run = text.Length - text.TrimEnd(text[^1]).Length;
        return run >= LeastShareOfOneCharacter * text.Length;
    }

    private static string Describe(string answer, TailRepetition tail)
    {
        string passage = answer.Substring(answer.Length - tail.PeriodCharacters, tail.PeriodCharacters);
        string sample = passage.ReplaceLineEndings("⏎");
        string shown = sample.Length > LongestSample ? sample[..LongestSample] + "…" : sample;
        return $"The answer ends in the same {tail.PeriodCharacters} {(tail.PeriodCharacters == 1 ? "character" : "characters")} {tail.Repeats} times: \"{shown}\".";
    }
}
