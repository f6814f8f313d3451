namespace BatchGen.Batches.Answers.Quality;

/// <param name="Message">The first error with line and column, or why nothing was checked; empty when valid.</param>
internal sealed record SyntaxVerdict(SyntaxStatus Status, string Message)
{
    public static SyntaxVerdict Valid { get; } = new(SyntaxStatus.Valid, "");

    /// <param name="line">1-based.</param>
    /// <param name="column">1-based.</param>
    public static SyntaxVerdict Invalid(long line, long column, string reason) =>
        new(SyntaxStatus.Invalid, $"Line {line}, column {column}: {reason}");

    public static SyntaxVerdict NotChecked(string reason) => new(SyntaxStatus.NotChecked, reason);
}
