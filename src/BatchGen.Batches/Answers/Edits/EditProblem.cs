namespace BatchGen.Batches.Answers.Edits;

/// <summary>Something of an edit that was not taken over.</summary>
/// <param name="Code">Stable: edit_no_files, edit_duplicate_path, or a code of <c>PathProblem</c>.</param>
/// <param name="LineNumber">1-based line of the answer.</param>
public sealed record EditProblem(string Code, string Message, int LineNumber);
