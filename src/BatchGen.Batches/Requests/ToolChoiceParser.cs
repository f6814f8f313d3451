using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>Reads OpenAI's "tool_choice": a word, or the function that must be called.</summary>
internal static class ToolChoiceParser
{
    private const string Rule = "must be \"none\", \"auto\", \"required\" or {\"type\":\"function\",\"function\":{\"name\":…}}";

    public static ToolChoice Parse(JsonField field)
    {
        if (field.Value.ValueKind == JsonValueKind.Object)
            return Named(field);
        return field.Text() switch
        {
            "none" => new ToolChoice(ToolChoiceKind.None),
            "auto" => ToolChoice.Auto,
            "required" => new ToolChoice(ToolChoiceKind.Required),
            _ => throw field.OutOfRange(Rule),
        };
    }

    private static ToolChoice Named(JsonField field)
    {
        if (field.Find("type") is not { } type || type.Text() != "function" || field.Find("function") is not { } function)
            throw field.OutOfRange(Rule);
        field.RequireKnown("type, function");
        var name = function.Required("name").Text();
        function.RequireKnown("name");
        return new ToolChoice(ToolChoiceKind.Named, name);
    }
}

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
