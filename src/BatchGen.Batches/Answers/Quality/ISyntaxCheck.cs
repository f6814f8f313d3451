namespace BatchGen.Batches.Answers.Quality;

/// <summary>A parser used as a judge: does this text belong to the language? Thread-safe.</summary>
internal interface ISyntaxCheck
{
    /// <summary>Never throws for any text; code it cannot judge is <see cref="SyntaxStatus.NotChecked"/>.</summary>
    SyntaxVerdict Check(string code);
}
