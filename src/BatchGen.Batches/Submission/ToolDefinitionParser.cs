using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Submission;

/// <summary>Reads one of OpenAI's "tools": a function's name, description and parameters.</summary>
internal static class ToolDefinitionParser
{
    private const int MostDescriptionCharacters = 8_192;
    private const int MostParameterCharacters = 65_536;

    public static ToolDefinition Parse(JsonField field)
    {
        field.RequireObject();
        JsonField? function = null;
        string? type = null;
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            switch (property.Name)
            {
                case "type" when child.Text() != "function":
                    throw child.OutOfRange("must be \"function\": this server knows no other tools");
                case "type":
                    type = child.Text();
                    break;
                case "function":
                    function = child;
                    break;
                default:
                    throw child.Unknown("type, function");
            }
        }

        return type is null ? throw Missing(field, "type") : FunctionOf(function ?? throw Missing(field, "function"));
    }

    private static ToolDefinition FunctionOf(JsonField field)
    {
        field.RequireObject();
        var tool = new ToolDefinition("", Description: null, ParametersJson: null, IsStrict: false);
        foreach (var property in field.Value.EnumerateObject())
        {
            var child = field.Child(property);
            tool = property.Name switch
            {
                "name" => tool with { Name = NameOf(child) },
                "description" => tool with { Description = child.IsNull ? null : Limited(child, child.Text(), MostDescriptionCharacters) },
                "parameters" => tool with { ParametersJson = child.IsNull ? null : ParametersOf(child) },
                "strict" => tool with { IsStrict = !child.IsNull && child.Flag() },
                _ => throw child.Unknown("name, description, parameters, strict"),
            };
        }

        return tool.Name.Length == 0 ? throw Missing(field, "name") : tool;
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
        : throw new BadLineException(ProblemCodes.ValueOutOfRange, $"'{field.Path}' has {text.Length:N0} characters; {most:N0} are allowed.", field.Path);

    private static BadLineException Missing(JsonField field, string name) =>
        new(ProblemCodes.MissingField, $"'{field.PathOf(name)}' is missing.", field.PathOf(name));
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
