namespace BatchGen.Web.OpenAi;

/// <param name="FinishReason">"stop", "length" or "tool_calls" in the last one, else null.</param>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, string? FinishReason);
