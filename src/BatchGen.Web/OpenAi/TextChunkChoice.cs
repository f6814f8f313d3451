namespace BatchGen.Web.OpenAi;

internal sealed record TextChunkChoice(int Index, string Text, string? FinishReason);
