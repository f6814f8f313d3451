using System.Text.Json.Serialization;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Inference.Tools;

namespace BatchGen.Web.OpenAi;

/// <summary>One event of a streamed chat answer.</summary>
internal sealed record ChatChunk(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<ChatChunkChoice> Choices)
{
    public const string Name = "chat.completion.chunk";

    /// <summary>Not OpenAI's: the model that runs, where the request names it otherwise; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelUsed { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Usage? Usage { get; init; }
}

/// <param name="FinishReason">"stop", "length" or "tool_calls" in the last one, else null.</param>
/// <param name="Logprobs">Of the tokens that begin in the delta; null unless they were asked for.</param>
internal sealed record ChatChunkChoice(
    int Index, ChatDelta Delta, string? FinishReason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatLogprobs? Logprobs);

/// <summary>What is new since the event before.</summary>
internal sealed record ChatDelta
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ToolCallDelta>? ToolCalls { get; init; }
}

/// <summary>A call in a streamed answer. Clients join the pieces of one index; here a call comes in one piece, once it is whole.</summary>
internal sealed record ToolCallDelta(int Index, string Id, string Type, ToolCallFunction Function)
{
    public static ToolCallDelta Of(ToolCall call, int index, string requestId)
    {
        var body = ToolCallBody.Of(call, index, requestId);
        return new(index, body.Id, body.Type, body.Function);
    }
}
