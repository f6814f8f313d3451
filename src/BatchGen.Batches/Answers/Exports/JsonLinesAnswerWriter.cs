using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Batches.Answers.Exports;

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
