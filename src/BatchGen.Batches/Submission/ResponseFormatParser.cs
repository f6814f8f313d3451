using System.Text.Json;
using BatchGen.Inference.Grammars;

namespace BatchGen.Batches.Submission;

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
