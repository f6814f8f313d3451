using System.Text.Json.Serialization;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.OpenAi;

/// <param name="FinishReason">"stop", "length" or "tool_calls" in the last one, else null.</param>
/// <param name="Logprobs">Of the tokens that begin in the delta; null unless they were asked for.</param>
internal sealed record ChatChunkChoice(
    int Index, ChatDelta Delta, string? FinishReason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatLogprobs? Logprobs);
