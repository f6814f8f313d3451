using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Code.Exports;

/// <summary>One JSON object a line, snake_case, absent values left out. UTF-8 without a byte order mark.</summary>
public sealed class JsonLinesAnswerWriter(Stream stream) : IAnswerWriter
{
    /// <summary>Code stays readable; the file is downloaded, never embedded in a page.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        await JsonSerializer.SerializeAsync(stream, JsonAnswer.Of(row), Options, cancellationToken);
        await stream.WriteAsync(LineEnd, cancellationToken);
    }

    public ValueTask DisposeAsync() => new(stream.FlushAsync());
}

/// <summary>An <see cref="AnswerRow"/> in the shape of a JSON line.</summary>
internal sealed record JsonAnswer(
    string CustomId,
    string? Path,
    string? Task,
    string? Answer,
    string? Code,
    string? Language,
    string? FinishReason,
    IReadOnlyList<string> Flags,
    JsonAnswerError? Error,
    JsonAnswerUsage Usage,
    IReadOnlyDictionary<string, string>? Columns)
{
    public static JsonAnswer Of(AnswerRow row) => new(
        row.CustomId,
        row.Path,
        row.Task,
        row.Answer,
        row.Code,
        row.Language,
        row.FinishReason,
        row.Flags,
        row.ErrorCode is null ? null : new JsonAnswerError(row.ErrorCode, row.ErrorMessage ?? ""),
        new JsonAnswerUsage(row.PromptTokens, row.CompletionTokens),
        row.Columns.Count == 0 ? null : row.Columns.ToDictionary());
}

internal sealed record JsonAnswerError(string Code, string Message);

internal sealed record JsonAnswerUsage(int PromptTokens, int CompletionTokens);
