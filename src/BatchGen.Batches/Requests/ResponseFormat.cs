using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Grammars;

namespace BatchGen.Batches.Requests;

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
        var type = field.Required("type");
        switch (type.Text())
        {
            case "text":
                field.RequireKnown("type");
                return null;
            case "json_object":
                field.RequireKnown("type, schema, json_schema");
                return SchemaOf(field) is { } schema ? Held(schema) : new ResponseFormat(SchemaJson: null);
            case "json_schema":
                field.RequireKnown("type, schema, json_schema");
                return Held(SchemaOf(field) ?? throw field.Missing("json_schema"));
            default:
                throw type.OutOfRange("must be \"text\", \"json_object\" or \"json_schema\"");
        }
    }

    /// <summary>OpenAI wraps a schema; llama.cpp's server and others put it beside the type, of either kind.</summary>
    private static JsonField? SchemaOf(JsonField format)
    {
        if (format.Find("json_schema") is not { } wrapped)
            return format.Find("schema");
        if (format.Find("schema") is { } twice)
            throw twice.OutOfRange("may not stand beside 'json_schema', which holds one");
        wrapped.RequireObject();
        wrapped.RequireKnown("name, description, strict, schema");
        // These change nothing: the schema is always kept to.
        _ = wrapped.Find("name")?.Text();
        _ = wrapped.Find("description")?.Text();
        _ = wrapped.Find("strict")?.Flag();
        return wrapped.Required("schema");
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
            throw new RequestRefusedException(ProblemCodes.UnsupportedSchema, unsupported.Message, schema.Path);
        }
    }
}
