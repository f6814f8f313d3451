using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Batches.Requests;
using BatchGen.Code.Tasks;

namespace BatchGen.Batches.Templates;

/// <summary>
/// Writes stored requests as lines of OpenAI's batch input form. What a task works on goes with its whole task, so that
/// it needs none of the batch's settings.
/// </summary>
/// <param name="systemPrompt">For conversations without one of their own; null adds none.</param>
/// <param name="settings">Of the batch that is copied.</param>
internal sealed class CopyLines(string endpoint, string? systemPrompt, BatchSettings settings)
{
    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
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
        return WithCallIds(StoredJson.Write(request.Messages is null ? request : request with { Messages = request.ToMessages(systemPrompt) }));
    }

    /// <summary>Stored results of calls stand in the order of the calls, which a line says with an empty id.</summary>
    private static string WithCallIds(string request)
    {
        var body = (JsonObject)JsonNode.Parse(request)!;
        var results = (body["messages"] as JsonArray ?? []).OfType<JsonObject>().Where(message => (string?)message["role"] == "tool").ToList();
        foreach (var result in results)
            result["tool_call_id"] = "";
        return results.Count == 0 ? request : body.ToJsonString(Legible);
    }
}

/// <summary>A stored task with what it works on, in the fields that a line of input has for them.</summary>
internal static class CopiedTask
{
    public static string Write(ItemRequest request, TaskSetting task, TaskMaterial material)
    {
        // What is not about the task is written as it is stored.
        var body = (JsonObject)JsonNode.Parse(StoredJson.Write(request with { Material = null, Task = null, Template = null }))!;
        body["task"] = TaskOf(task, material);
        return body.ToJsonString();
    }

    private static JsonObject TaskOf(TaskSetting task, TaskMaterial material)
    {
        var options = task.Options;
        var written = new JsonObject { ["name"] = TaskCatalogue.Of(task.Kind).Name };
        Add(written, "prompt_language", options.Language == PromptLanguage.Chinese ? "zh" : "en");
        Add(written, "mode", options.InfillMode == InfillMode.Line ? "line" : "block");
        Add(written, "system", options.SystemTemplate);
        Add(written, "instruction", options.InstructionTemplate);
        Add(written, "template", options.UserTemplate);
        Add(written, "reduction", options.ReductionTemplate);
        Add(written, "target_language", material.TargetLanguage ?? options.TargetLanguage);
        Add(written, "question", material.Question ?? task.Question);
        Add(written, "code", material.Text);
        Add(written, "path", material.Path);
        Add(written, "language", material.Language);
        Add(written, "prefix", material.Prefix);
        Add(written, "suffix", material.Suffix);
        if (material.Files is { } files)
            written["files"] = new JsonArray([.. files.Select(file => new JsonObject { ["path"] = file.Path, ["code"] = file.Text })]);
        if (material.Columns is { } columns)
            written["columns"] = new JsonObject(columns.Select(column => KeyValuePair.Create<string, JsonNode?>(column.Key, column.Value)));
        Add(written, "encoding", material.Encoding is { } encoding ? JsonNamingPolicy.SnakeCaseLower.ConvertName(encoding.ToString()) : null);
        return written;
    }

    private static void Add(JsonObject written, string name, string? value)
    {
        if (value is not null)
            written[name] = value;
    }
}
