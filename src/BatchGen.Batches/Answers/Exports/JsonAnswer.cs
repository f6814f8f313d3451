namespace BatchGen.Batches.Answers.Exports;

/// <summary>An <see cref="AnswerRow"/> in the shape of a JSON line.</summary>
internal sealed record JsonAnswer(
    string CustomId,
    string? Path,
    string? Task,
    string? Answer,
    string? Code,
    string? Language,
    string? FinishReason,
    IReadOnlyList<string> Flags,
    JsonAnswerError? Error,
    JsonAnswerUsage Usage,
    IReadOnlyDictionary<string, string>? Columns)
{
    public static JsonAnswer Of(AnswerRow row) => new(
        row.CustomId,
        row.Path,
        row.Task,
        row.Answer,
        row.Code,
        row.Language,
        row.FinishReason,
        row.Flags,
        row.ErrorCode is null ? null : new JsonAnswerError(row.ErrorCode, row.ErrorMessage ?? ""),
        new JsonAnswerUsage(row.PromptTokens, row.CompletionTokens),
        row.Columns.Count == 0 ? null : row.Columns.ToDictionary());
}
