using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>Reads one of OpenAI's "tools": a function's name, description and parameters.</summary>
internal static class ToolDefinitionParser
{
    private const int MostDescriptionCharacters = 8_192;
    private const int MostParameterCharacters = 65_536;

    public static ToolDefinition Parse(JsonField field)
    {
        var type = field.Required("type");
        if (type.Text() != "function")
            throw type.OutOfRange("must be \"function\": this server knows no other tools");
        field.RequireKnown("type, function");
        return FunctionOf(field.Required("function"));
    }

    private static ToolDefinition FunctionOf(JsonField field)
    {
        var tool = new ToolDefinition(NameOf(field.Required("name")), Description: null, ParametersJson: null, IsStrict: false);
        field.RequireKnown("name, description, parameters, strict");
        return tool with
        {
            Description = field.Find("description") is { } description ? Limited(description, description.Text(), MostDescriptionCharacters) : null,
            ParametersJson = field.Find("parameters") is { } parameters ? ParametersOf(parameters) : null,
            IsStrict = field.Find("strict")?.Flag() ?? false,
        };
    }

    private static string NameOf(JsonField field) =>
        ToolDefinition.IsName(field.Text()) ? field.Text() : throw field.OutOfRange(ToolDefinition.NameRule);

    private static string ParametersOf(JsonField field)
    {
        field.RequireObject();
        return Limited(field, field.Value.GetRawText(), MostParameterCharacters);
    }

    private static string Limited(JsonField field, string text, int most) => text.Length <= most
        ? text
        : throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {text.Length:N0} characters; {most:N0} are allowed.", field.Path);
}

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
