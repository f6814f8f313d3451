namespace BatchGen.Batches.Submission;

/// <summary>An item ready to be stored.</summary>
/// <param name="RequestJson">Canonical JSON; empty for a line that never became a request.</param>
/// <param name="Problem">Why it cannot run; null for a good one.</param>
internal sealed record PreparedItem(int Line, string CustomId, string RequestJson, int PromptTokens, InputProblem? Problem);
