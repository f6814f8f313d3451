using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Batches.Submission;

/// <summary>A response format as it is stored: in OpenAI's form.</summary>
internal sealed class ResponseFormatJson : JsonConverter<ResponseFormat>
{
    public override ResponseFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var stored = JsonDocument.ParseValue(ref reader);
        return new ResponseFormat(stored.RootElement.TryGetProperty("json_schema", out var named) ? named.GetProperty("schema").GetRawText() : null);
    }

    public override void Write(Utf8JsonWriter writer, ResponseFormat value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", value.SchemaJson is null ? "json_object" : "json_schema");
        if (value.SchemaJson is { } schema)
        {
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", "answer");
            writer.WritePropertyName("schema");
            writer.WriteRawValue(schema);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
