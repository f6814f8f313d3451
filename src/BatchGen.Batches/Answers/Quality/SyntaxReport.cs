namespace BatchGen.Batches.Answers.Quality;

/// <param name="Language">As named in <c>CodeLanguages</c>; null when unknown.</param>
/// <param name="Path">The file, when an answer has several.</param>
/// <param name="Message">The parser's first error with line and column, or why nothing was checked; empty when valid.</param>
public sealed record SyntaxReport(SyntaxStatus Status, string? Language, string? Path, string Message);
