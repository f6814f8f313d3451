namespace BatchGen.Batches.Answers.Edits;

/// <summary>An answer to a repository edit.</summary>
/// <param name="Files">Every path is safe and distinct; in the answer's order.</param>
/// <param name="Preamble">What the model said before the first file.</param>
public sealed record RepositoryEdit(IReadOnlyList<EditedFile> Files, IReadOnlyList<EditProblem> Problems, string Preamble);
