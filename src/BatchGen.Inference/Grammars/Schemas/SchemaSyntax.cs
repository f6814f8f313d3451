using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// Judges a schema keyword by keyword before it is made a grammar, so that whatever comes after can take its form for
/// granted. It goes as far as the schema refers: a definition that nobody refers to is not looked at.
/// </summary>
internal sealed class SchemaSyntax
{
    /// <summary>Real schemas have some hundreds.</summary>
    private const int MostSchemas = 5_000;

    /// <summary>Longer texts are cut at max_tokens long before.</summary>
    private const int MostCount = 500_000;

    private static readonly string[] NumberFormats = [.. SchemaNumbers.Formats, "float", "double", "decimal"];

    private readonly JsonElement _root;
    private readonly HashSet<string> _seen = [];
    private readonly Queue<SchemaPart> _open = new();

    private SchemaSyntax(JsonElement root) => _root = root;

    /// <exception cref="SchemaException">A keyword is not supported, or wrong.</exception>
    public static void Require(JsonElement root)
    {
        var syntax = new SchemaSyntax(root);
        syntax.Enqueue(root, "#", "schema");
        while (syntax._open.TryDequeue(out var part))
            syntax.Judge(part.Schema, part.Path);
    }

    private void Enqueue(JsonElement schema, string path, string keyword)
    {
        if (schema.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
            throw SchemaException.Wrong(keyword, path, "must be a schema: an object, true or false");
        if (!_seen.Add(path))
            return;
        if (_seen.Count > MostSchemas)
            throw new SchemaException("schema", $"The schema has more than {MostSchemas:N0} parts. Make it smaller.");
        _open.Enqueue(new SchemaPart(schema, path));
    }

    private void Judge(JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !SchemaKeywords.IsAnnotation(keyword.Name)))
        {
            if (!SchemaKeywords.IsConstraint(keyword.Name))
                throw SchemaException.Unsupported(keyword.Name, path);
            Judge(schema, keyword, path);
        }

        RequireOrder(schema, path, "minItems", "maxItems");
        RequireOrder(schema, path, "minLength", "maxLength");
        RequireOrder(schema, path, "minProperties", "maxProperties");
        RequireOrder(schema, path, "minimum", "maximum");
    }

    private void Judge(JsonElement schema, JsonProperty keyword, string path)
    {
        var child = SchemaPointer.Child(path, keyword.Name);
        var value = keyword.Value;
        switch (keyword.Name)
        {
            case "type":
                RequireTypes(value, path);
                break;
            case "const":
                break;
            case "enum":
                Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, keyword, path, "must be an array of at least one value");
                break;
            case "nullable" or "uniqueItems":
                Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, keyword, path, "must be true or false");
                break;
            case "$ref":
                Follow(Text(keyword, path), path);
                break;
            case "allOf" or "anyOf" or "oneOf":
                Require(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0, keyword, path, "must be an array of at least one schema");
                EnqueueItems(value, child, keyword.Name);
                break;
            case "prefixItems":
                Require(value.ValueKind == JsonValueKind.Array, keyword, path, "must be an array of schemas");
                EnqueueItems(value, child, keyword.Name);
                break;
            case "items" when value.ValueKind == JsonValueKind.Array:
                EnqueueItems(value, child, keyword.Name);
                break;
            case "not":
                Enqueue(value, child, keyword.Name);
                if (!new NotPart(value).IsHeld)
                    throw SchemaException.NotHeld(keyword.Name, path, "only one of 'type', 'const', 'enum', 'pattern' and 'required' can stand in it");
                break;
            case "items" or "additionalItems" or "additionalProperties" or "propertyNames":
                Enqueue(value, child, keyword.Name);
                break;
            case "unevaluatedProperties":
                if (SchemaKeywords.InPlace.Any(other => schema.TryGetProperty(other, out _)))
                    throw SchemaException.NotHeld(
                        keyword.Name, path, "it is held only where no '$ref', 'allOf', 'anyOf' or 'oneOf' stands beside it. Use 'additionalProperties'");
                Enqueue(value, child, keyword.Name);
                break;
            case "properties" or "patternProperties" or "dependentSchemas":
                Require(value.ValueKind == JsonValueKind.Object, keyword, path, "must be an object of schemas");
                foreach (var member in value.EnumerateObject())
                    Enqueue(member.Value, SchemaPointer.Child(child, member.Name), keyword.Name);
                break;
            case "required":
                RequireTexts(value, keyword, path);
                break;
            case "dependentRequired" or "dependencies":
                Require(value.ValueKind == JsonValueKind.Object, keyword, path, "must be an object");
                foreach (var member in value.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.Array || keyword.Name == "dependentRequired")
                        RequireTexts(member.Value, keyword, path);
                    else
                        Enqueue(member.Value, SchemaPointer.Child(child, member.Name), keyword.Name);
                }

                break;
            case "pattern":
                Text(keyword, path);
                break;
            case "format":
                RequireFormat(schema, Text(keyword, path), path);
                break;
            case "minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties":
                RequireCount(keyword, path);
                break;
            case "exclusiveMinimum" or "exclusiveMaximum" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                Require(value.ValueKind == JsonValueKind.Number && DecimalNumber.Parse(value.GetRawText()) is not null, keyword, path, "must be a number");
                Require(
                    keyword.Name != "multipleOf" || DecimalNumber.Parse(value.GetRawText())!.Value > default(DecimalNumber), keyword, path, "must be above 0");
                break;
            default:
                throw SchemaException.Unsupported(keyword.Name, path);
        }
    }

    private void EnqueueItems(JsonElement list, string path, string keyword)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
            Enqueue(item, InvariantText.Of($"{path}/{index++}"), keyword);
    }

    private void Follow(string target, string path)
    {
        if (!SchemaPointer.IsWithin(target))
            throw SchemaException.Wrong("$ref", path, "must point into this schema ('#/…')");
        var found = SchemaPointer.Find(_root, target) ?? throw SchemaException.Wrong("$ref", path, $"points to nothing: \"{target}\"");
        Enqueue(found, target, "$ref");
    }

    private static void RequireTypes(JsonElement type, string path)
    {
        var isList = type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0;
        JsonElement[] types = isList ? [.. type.EnumerateArray()] : [type];
        if (!types.All(one => one.ValueKind == JsonValueKind.String && SchemaTypes.All.Contains(one.GetString()!)))
            throw SchemaException.Wrong("type", path, $"must be of {string.Join(", ", SchemaTypes.All)}");
    }

    private static void RequireTexts(JsonElement list, JsonProperty keyword, string path) =>
        Require(
            list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String),
            keyword,
            path,
            "must list names");

    /// <summary>A format of no text, or that nobody knows, is a note by the specification; where a pattern stands beside it, that says what is meant.</summary>
    private static void RequireFormat(JsonElement schema, string format, string path)
    {
        var isOfText = !schema.TryGetProperty("type", out var type) || type.GetRawText().Contains("string", StringComparison.Ordinal);
        var isKnown = !isOfText
            || TextFormats.IsHeld(format)
            || TextFormats.IsName(format)
            || NumberFormats.Contains(format)
            || schema.TryGetProperty("pattern", out _);
        if (!isKnown)
            throw SchemaException.NotHeld("format", path, $"\"{format}\" is not one of {TextFormats.All}, {string.Join(", ", SchemaNumbers.Formats)}. A 'pattern' beside it is held in its place");
    }

    private static void RequireCount(JsonProperty keyword, string path)
    {
        var isCount = keyword.Value.ValueKind == JsonValueKind.Number
            && DecimalNumber.Parse(keyword.Value.GetRawText()) is { IsWhole: true, Units.Sign: >= 0 };
        Require(isCount, keyword, path, "must be a whole number of 0 or more");
        var isLeast = keyword.Name.StartsWith("min", StringComparison.Ordinal);
        Require(!isLeast || SchemaNumbers.Count(keyword.Value) <= MostCount, keyword, path, InvariantText.Of($"may be at most {MostCount:N0}"));
    }

    private static void RequireOrder(JsonElement schema, string path, string least, string most)
    {
        if (schema.TryGetProperty(least, out var low) && schema.TryGetProperty(most, out var high)
            && DecimalNumber.Parse(low.GetRawText()) > DecimalNumber.Parse(high.GetRawText()))
            throw SchemaException.Wrong(most, path, $"must not be less than {least}");
    }

    private static string Text(JsonProperty keyword, string path)
    {
        Require(keyword.Value.ValueKind == JsonValueKind.String, keyword, path, "must be a string");
        return keyword.Value.GetString()!;
    }

    private static void Require(bool isMet, JsonProperty keyword, string path, string rule)
    {
        if (!isMet)
            throw SchemaException.Wrong(keyword.Name, path, rule);
    }
}
