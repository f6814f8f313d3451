namespace BatchGen.Batches.Answers.Quality;

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
