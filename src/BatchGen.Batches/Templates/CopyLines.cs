using System.Text.Encodings.Web;
using System.Text.Json;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>Writes stored requests as lines of OpenAI's batch input form.</summary>
/// <param name="systemPrompt">For conversations without one of their own; null adds none.</param>
internal sealed class CopyLines(string endpoint, string? systemPrompt)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Write(string customId, ItemRequest request)
    {
        var body = request.Messages is null ? request : request with { Messages = request.ToMessages(systemPrompt) };
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id", customId);
            writer.WriteString("method", "POST");
            writer.WriteString("url", endpoint);
            writer.WritePropertyName("body");
            writer.WriteRawValue(StoredJson.Write(body));
            writer.WriteEndObject();
        }

        return line.ToArray();
    }
}
