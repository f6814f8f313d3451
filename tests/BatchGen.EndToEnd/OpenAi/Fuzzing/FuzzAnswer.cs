namespace BatchGen.EndToEnd.OpenAi.Fuzzing;

/// <param name="Group">The routes it belongs to, for the figures.</param>
/// <param name="Status">0 when the connection was closed without an answer.</param>
/// <param name="Complaint">A promise that was broken; null when none was.</param>
internal sealed record FuzzAnswer(string Group, int Status, string? Complaint);
