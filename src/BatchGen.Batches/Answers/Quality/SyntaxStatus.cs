namespace BatchGen.Batches.Answers.Quality;

public enum SyntaxStatus
{
    Valid,
    Invalid,

    /// <summary>No parser for the language, or it cannot judge this code; says nothing about it.</summary>
    NotChecked,
}
