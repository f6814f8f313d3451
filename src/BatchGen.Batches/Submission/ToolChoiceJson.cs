using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>A choice of functions as it is stored: in OpenAI's form.</summary>
internal sealed class ToolChoiceJson : JsonConverter<ToolChoice>
{
    public override ToolChoice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var stored = JsonDocument.ParseValue(ref reader);
        return ToolChoiceParser.Parse(new JsonField("tool_choice", stored.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, ToolChoice value, JsonSerializerOptions options)
    {
        if (value.Name is null)
        {
            writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Kind.ToString()));
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", "function");
        writer.WriteStartObject("function");
        writer.WriteString("name", value.Name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
