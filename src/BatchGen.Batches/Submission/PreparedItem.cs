namespace BatchGen.Batches.Submission;

/// <summary>An item ready to be stored.</summary>
/// <param name="RequestJson">Canonical JSON; empty for a line that never became a request.</param>
/// <param name="Problem">Why it cannot run; null for a good one.</param>
/// <param name="Path">Of the file it came from; null when from none.</param>
/// <param name="Parts">Parts its input is cut into; 0 when it goes to the model whole.</param>
/// <param name="PartTokens">The budget of one part; null when whole.</param>
internal sealed record PreparedItem(
    int Line,
    string CustomId,
    string RequestJson,
    int PromptTokens,
    InputProblem? Problem,
    string? Path = null,
    int Parts = 0,
    int? PartTokens = null);
