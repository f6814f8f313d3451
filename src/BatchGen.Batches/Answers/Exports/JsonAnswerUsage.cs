namespace BatchGen.Batches.Answers.Exports;

internal sealed record JsonAnswerUsage(int PromptTokens, int CompletionTokens);
