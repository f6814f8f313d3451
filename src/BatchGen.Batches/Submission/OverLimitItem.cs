namespace BatchGen.Batches.Submission;

/// <summary>An item whose prompt, or whose input with the answer to it, does not fit the context limit asked for.</summary>
/// <param name="PromptTokens">Of its whole prompt.</param>
/// <param name="Parts">Parts it is cut into; 0 when it is not cut.</param>
/// <param name="IsRejected">True when it cannot run; else it is cut, or the limit is raised for it.</param>
public sealed record OverLimitItem(string CustomId, int Line, string? Path, int PromptTokens, int Parts, bool IsRejected);
