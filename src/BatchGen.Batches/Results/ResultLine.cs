using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

// OpenAI's batch output format: property order is the order of its documents.

/// <summary>One line of a result file. Exactly one of response and error is set.</summary>
internal sealed record ResultLine<TBody>(string Id, string CustomId, LineResponse<TBody>? Response, LineError? Error);

internal sealed record LineResponse<TBody>(int StatusCode, string RequestId, TBody Body);

/// <summary>A request that never ran.</summary>
internal sealed record LineError(string Code, string Message);

/// <param name="Model">As the request names it.</param>
/// <param name="ModelUsed">Not OpenAI's: the model that ran, where the request names it otherwise; else null.</param>
public sealed record ChatCompletionBody(
    string Id,
    [property: JsonPropertyName("object")] string Kind,
    long Created,
    string Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelUsed,
    IReadOnlyList<ChatChoice> Choices,
    Usage Usage,
    Timings Timings);

/// <param name="Logprobs">Null unless they were asked for.</param>
public sealed record ChatChoice(
    int Index, ChatAnswer Message, string FinishReason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatLogprobs? Logprobs = null);

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

/// <param name="Model">As the request names it.</param>
/// <param name="ModelUsed">Not OpenAI's: the model that ran, where the request names it otherwise; else null.</param>
public sealed record TextCompletionBody(
    string Id,
    [property: JsonPropertyName("object")] string Kind,
    long Created,
    string Model,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ModelUsed,
    IReadOnlyList<TextChoice> Choices,
    Usage Usage,
    Timings Timings);

public sealed record TextChoice(int Index, string Text, string FinishReason);

public sealed record Usage(int PromptTokens, int CompletionTokens, int TotalTokens, PromptTokensDetails PromptTokensDetails);

public sealed record PromptTokensDetails(int CachedTokens);

/// <summary>Not OpenAI's: where the time went. Milliseconds.</summary>
public sealed record Timings(double QueuedMs, double PrefillMs, double DecodeMs, double? TokensPerSecond);

internal sealed record ErrorBody(ErrorDetails Error);

internal sealed record ErrorDetails(string Message, string Type, string? Param, string? Code);

[JsonSerializable(typeof(ResultLine<ChatCompletionBody>), TypeInfoPropertyName = "ChatLine")]
[JsonSerializable(typeof(ResultLine<TextCompletionBody>), TypeInfoPropertyName = "TextLine")]
[JsonSerializable(typeof(ResultLine<ErrorBody>), TypeInfoPropertyName = "ErrorLine")]
internal sealed partial class ResultJson : JsonSerializerContext
{
    /// <summary>Answers are code: HTML-safe escapes would make them unreadable, and this file is no HTML.</summary>
    public static ResultJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>A call of a function, as OpenAI's clients read it.</summary>
public sealed record ToolCallBody(string Id, string Type, ToolCallFunction Function)
{
    /// <summary>From the request's id, so that a file written again is the same file.</summary>
    /// <param name="index">0-based place in the answer.</param>
    public static ToolCallBody Of(ToolCall call, int index, string requestId)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(string.Create(CultureInfo.InvariantCulture, $"call_{requestId}_{index}"), "function", new ToolCallFunction(call.Name, call.ArgumentsJson));
    }
}

/// <param name="Arguments">A JSON object as text.</param>
public sealed record ToolCallFunction(string Name, string Arguments);

/// <summary>Why an answer ended, in OpenAI's words.</summary>
public static class FinishReasons
{
    /// <param name="calls">The functions it calls; null when it calls none.</param>
    public static string Of(SequenceResult result, ToolAnswer? calls)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.FinishReason == FinishReason.Length)
            return "length";
        return calls is null ? "stop" : "tool_calls";
    }

    /// <summary>As stored; whether it ended in calls is told by the calls.</summary>
    internal static FinishReason Read(string? stored) => stored == "length" ? FinishReason.Length : FinishReason.Stop;
}

/// <summary>The stable codes of quality flags, as files and the API show them.</summary>
public static class FlagCodes
{
    private static readonly KeyValuePair<QualityFlags, string>[] Codes =
    [
        new(QualityFlags.Empty, "answer_empty"),
        new(QualityFlags.Truncated, "answer_truncated"),
        new(QualityFlags.Degenerate, "answer_degenerate"),
        new(QualityFlags.NoCode, "no_code_found"),
        new(QualityFlags.SyntaxError, "syntax_error"),
        new(QualityFlags.CodeChanged, "code_changed"),
    ];

    public static IEnumerable<string> Of(QualityFlags flags) => Codes.Where(code => flags.HasFlag(code.Key)).Select(code => code.Value);
}
