using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Parsing;

/// <summary>A parser used as a judge: does this text belong to the language? Thread-safe.</summary>
internal interface ISyntaxCheck
{
    /// <summary>Never throws for any text; code it cannot judge is <see cref="SyntaxStatus.NotChecked"/>.</summary>
    SyntaxVerdict Check(string code);
}

/// <param name="Message">The first error with line and column, or why nothing was checked; empty when valid.</param>
internal sealed record SyntaxVerdict(SyntaxStatus Status, string Message)
{
    public static SyntaxVerdict Valid { get; } = new(SyntaxStatus.Valid, "");

    /// <param name="line">1-based.</param>
    /// <param name="column">1-based.</param>
    public static SyntaxVerdict Invalid(long line, long column, string reason) =>
        new(SyntaxStatus.Invalid, InvariantText.Of($"Line {line}, column {column}: {reason}"));

    public static SyntaxVerdict NotChecked(string reason) => new(SyntaxStatus.NotChecked, reason);
}

public enum SyntaxStatus
{
    Valid,
    Invalid,

    /// <summary>No parser for the language, or it cannot judge this code; says nothing about it.</summary>
    NotChecked,
}
