namespace BatchGen.Batches.Answers.Exports;

internal sealed record JsonAnswerError(string Code, string Message);
