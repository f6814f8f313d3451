using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Grammars;

namespace BatchGen.Batches.Submission;

/// <summary>The answer must be JSON: any object, or what a schema allows. Stored as it was asked for.</summary>
/// <param name="SchemaJson">A JSON schema; null allows any JSON object.</param>
public sealed record ResponseFormat(string? SchemaJson)
{
    /// <summary>What holds the engine to it.</summary>
    /// <exception cref="SchemaException">The schema cannot be honoured.</exception>
    public string ToGrammar()
    {
        if (SchemaJson is null)
            return JsonSchemaGrammar.AnyObject;
        using var schema = JsonDocument.Parse(SchemaJson);
        return JsonSchemaGrammar.Convert(schema.RootElement);
    }
}

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

/// <summary>Reads OpenAI's "response_format".</summary>
internal static class ResponseFormatParser
{
    /// <returns>Null for plain text.</returns>
    public static ResponseFormat? Parse(JsonField field)
    {
        field.RequireObject();
        return Required(field, "type").Text() switch
        {
            "text" => null,
            // llama.cpp's server and others put a schema here.
            "json_object" when field.Value.TryGetProperty("schema", out var schema) && schema.ValueKind != JsonValueKind.Null => Held(Required(field, "schema")),
            "json_object" => new ResponseFormat(SchemaJson: null),
            "json_schema" => WithSchema(Required(field, "json_schema")),
            _ => throw Required(field, "type").OutOfRange("must be \"text\", \"json_object\" or \"json_schema\""),
        };
    }

    private static ResponseFormat WithSchema(JsonField field)
    {
        field.RequireObject();
        foreach (var property in field.Value.EnumerateObject())
        {
            // name, description and strict change nothing: the schema is always kept to.
            if (property.Name is not ("name" or "description" or "strict" or "schema"))
                throw field.Child(property).Unknown("name, description, strict, schema");
        }

        return Held(Required(field, "schema"));
    }

    private static ResponseFormat Held(JsonField schema)
    {
        schema.RequireObject();
        var format = new ResponseFormat(schema.Value.GetRawText());
        try
        {
            // Now, while somebody can be told, and not when the item's turn comes.
            format.ToGrammar();
            return format;
        }
        catch (SchemaException unsupported)
        {
            throw new BadLineException(ProblemCodes.UnsupportedSchema, unsupported.Message, schema.Path);
        }
    }

    private static JsonField Required(JsonField field, string name) => field.Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? new JsonField(field.PathOf(name), value)
        : throw new BadLineException(ProblemCodes.MissingField, $"'{field.PathOf(name)}' is missing.", field.PathOf(name));
}
