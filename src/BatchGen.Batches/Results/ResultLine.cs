using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

// OpenAI's batch output format: property order is the order of its documents.

/// <summary>One line of a result file. Exactly one of response and error is set.</summary>
internal sealed record ResultLine<TBody>(string Id, string CustomId, LineResponse<TBody>? Response, LineError? Error);

internal sealed record LineResponse<TBody>(int StatusCode, string RequestId, TBody Body);

/// <summary>A request that never ran.</summary>
internal sealed record LineError(string Code, string Message);

public sealed record ChatCompletionBody(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<ChatChoice> Choices, Usage Usage, Timings Timings);

/// <param name="Logprobs">Null unless they were asked for.</param>
public sealed record ChatChoice(int Index, ChatAnswer Message, string FinishReason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatLogprobs? Logprobs = null);

/// <param name="Content">Null when the answer is calls alone.</param>
/// <param name="ToolCalls">Null when the answer calls nothing.</param>
public sealed record ChatAnswer(
    string Role, string? Content, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ToolCallBody>? ToolCalls = null)
{
    /// <param name="calls">What of the text is calls; null when nothing is.</param>
    /// <param name="requestId">The ids of its calls come from it.</param>
    public static ChatAnswer Of(string text, ToolAnswer? calls, string requestId) => calls is null
        ? new ChatAnswer("assistant", text)
        : new ChatAnswer("assistant", calls.Content, [.. calls.Calls.Select((call, index) => ToolCallBody.Of(call, index, requestId))]);
}

public sealed record TextCompletionBody(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<TextChoice> Choices, Usage Usage, Timings Timings);

public sealed record TextChoice(int Index, string Text, string FinishReason);

public sealed record Usage(int PromptTokens, int CompletionTokens, int TotalTokens, PromptTokensDetails PromptTokensDetails);

public sealed record PromptTokensDetails(int CachedTokens);

/// <summary>Not OpenAI's: where the time went. Milliseconds.</summary>
public sealed record Timings(double QueuedMs, double PrefillMs, double DecodeMs, double? TokensPerSecond);

internal sealed record ErrorBody(ErrorDetails Error);

internal sealed record ErrorDetails(string Message, string Type, string? Param, string? Code);
