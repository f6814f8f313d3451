using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>A function as it is stored: in OpenAI's form.</summary>
internal sealed class ToolDefinitionJson : JsonConverter<ToolDefinition>
{
    public override ToolDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var stored = JsonDocument.ParseValue(ref reader);
        return ToolDefinitionParser.Parse(new JsonField("tools", stored.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, ToolDefinition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", value.Name);
        if (value.Description is { } description)
            writer.WriteString("description", description);
        if (value.ParametersJson is { } parameters)
        {
            writer.WritePropertyName("parameters");
            writer.WriteRawValue(parameters);
        }

        if (value.IsStrict)
            writer.WriteBoolean("strict", true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
