using System.Text.Json.Serialization;

namespace BatchGen.Batches.Results;

// OpenAI's batch output format: property order is the order of its documents.

/// <summary>One line of a result file. Exactly one of response and error is set.</summary>
internal sealed record ResultLine<TBody>(string Id, string CustomId, LineResponse<TBody>? Response, LineError? Error);

internal sealed record LineResponse<TBody>(int StatusCode, string RequestId, TBody Body);

/// <summary>A request that never ran.</summary>
internal sealed record LineError(string Code, string Message);

public sealed record ChatCompletionBody(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<ChatChoice> Choices, Usage Usage, Timings Timings);

public sealed record ChatChoice(int Index, ChatAnswer Message, string FinishReason);

public sealed record ChatAnswer(string Role, string Content);

public sealed record TextCompletionBody(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<TextChoice> Choices, Usage Usage, Timings Timings);

public sealed record TextChoice(int Index, string Text, string FinishReason);

public sealed record Usage(int PromptTokens, int CompletionTokens, int TotalTokens, PromptTokensDetails PromptTokensDetails);

public sealed record PromptTokensDetails(int CachedTokens);

/// <summary>Not OpenAI's: where the time went. Milliseconds.</summary>
public sealed record Timings(double QueuedMs, double PrefillMs, double DecodeMs, double? TokensPerSecond);

internal sealed record ErrorBody(ErrorDetails Error);

internal sealed record ErrorDetails(string Message, string Type, string? Param, string? Code);
