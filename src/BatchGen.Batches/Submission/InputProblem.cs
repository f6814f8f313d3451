namespace BatchGen.Batches.Submission;

/// <summary>One thing wrong with the input.</summary>
/// <param name="Line">1-based; null when it concerns the whole input.</param>
/// <param name="Code">Stable, one of <see cref="ProblemCodes"/> or an engine's code.</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
/// <param name="Param">The field it is about, as a path like "body.messages[0].content"; null when none.</param>
public sealed record InputProblem(int? Line, string Code, string Message, string? Param = null);
