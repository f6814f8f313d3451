namespace BatchGen.Batches.Answers.Quality;

/// <summary>A passage that a text's end consists of.</summary>
/// <param name="PeriodCharacters">Length of the passage; 1 for a run of one character.</param>
/// <param name="LengthCharacters">Characters from where the repeating starts to the end; the last passage may be cut.</param>
internal sealed record TailRepetition(int PeriodCharacters, int LengthCharacters)
{
    public int Repeats => LengthCharacters / PeriodCharacters;
}
