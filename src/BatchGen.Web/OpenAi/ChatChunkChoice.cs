namespace BatchGen.Web.OpenAi;

/// <param name="FinishReason">"stop" or "length" in the last one, else null.</param>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, string? FinishReason);
