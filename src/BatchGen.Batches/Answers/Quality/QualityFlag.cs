namespace BatchGen.Batches.Answers.Quality;

/// <param name="Code">Stable: answer_empty, answer_truncated, answer_degenerate, no_code_found, syntax_error or code_changed.</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
public sealed record QualityFlag(QualityKind Kind, string Code, string Message);
