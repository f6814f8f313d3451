using System.Text.Encodings.Web;
using System.Text.Json;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Templates;

/// <summary>
/// Writes stored requests as lines of OpenAI's batch input form. What a task works on goes with its whole task, so that
/// it needs none of the batch's settings.
/// </summary>
/// <param name="systemPrompt">For conversations without one of their own; null adds none.</param>
/// <param name="settings">Of the batch that is copied.</param>
internal sealed class CopyLines(string endpoint, string? systemPrompt, BatchSettings settings)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Write(string customId, ItemRequest request)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id", customId);
            writer.WriteString("method", "POST");
            writer.WriteString("url", endpoint);
            writer.WritePropertyName("body");
            writer.WriteRawValue(BodyOf(request));
            writer.WriteEndObject();
        }

        return line.ToArray();
    }

    private string BodyOf(ItemRequest request)
    {
        if (request.Material is { } material && request.TaskIn(settings) is { } task)
            return CopiedTask.Write(request, task, material);
        return StoredJson.Write(request.Messages is null ? request : request with { Messages = request.ToMessages(systemPrompt) });
    }
}
