using System.Text.Json;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Says whether a schema allows a value, for values that no grammar held to it. It knows the keywords that
/// <see cref="JsonSchemaGrammar"/> knows, and is asked only about schemas that became a grammar.
/// </summary>
public sealed class SchemaCheck
{
    private readonly JsonElement _root;

    private SchemaCheck(JsonElement root) => _root = root;

    public static bool Allows(JsonElement schema, JsonElement value) => new SchemaCheck(schema).IsAllowed(schema, value);

    private bool IsAllowed(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return schema.ValueKind == JsonValueKind.True;
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            return SchemaPointer.Find(_root, reference.GetString()!) is { } target && IsAllowed(target, value);
        if (schema.TryGetProperty("anyOf", out JsonElement alternatives))
            return alternatives.EnumerateArray().Any(one => IsAllowed(one, value));
        return IsOfType(schema, value) && IsListed(schema, value) && value.ValueKind switch
        {
            JsonValueKind.Object => HasMembers(schema, value),
            JsonValueKind.Array => HasItems(schema, value),
            JsonValueKind.String => IsWithin(schema, "minLength", "maxLength", value.GetString()!.EnumerateRunes().Count()),
            _ => true,
        };
    }

    private static bool IsOfType(JsonElement schema, JsonElement value)
    {
        if (!schema.TryGetProperty("type", out JsonElement type))
            return true;
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => SchemaTypes.IsOf(value, one.GetString()!))
            : SchemaTypes.IsOf(value, type.GetString()!);
    }

    private static bool IsListed(JsonElement schema, JsonElement value) =>
        (!schema.TryGetProperty("const", out JsonElement constant) || JsonElement.DeepEquals(constant, value))
        && (!schema.TryGetProperty("enum", out JsonElement values) || values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)));

    private bool HasMembers(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("required", out JsonElement required) && !required.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)))
            return false;
        bool hasProperties = schema.TryGetProperty("properties", out JsonElement properties);
        bool hasAdditional = schema.TryGetProperty("additionalProperties", out JsonElement additional);
        return value.EnumerateObject().All(member => hasProperties && properties.TryGetProperty(member.Name, out JsonElement property)
            ? IsAllowed(property, member.Value)
            : !hasAdditional || IsAllowed(additional, member.Value));
    }

    private bool HasItems(JsonElement schema, JsonElement value) =>
        IsWithin(schema, "minItems", "maxItems", value.GetArrayLength())
        && (!schema.TryGetProperty("items", out JsonElement items) || value.EnumerateArray().All(item => IsAllowed(items, item)));

    private static bool IsWithin(JsonElement schema, string least, string most, int count) =>
        (!schema.TryGetProperty(least, out JsonElement low) || count >= low.GetInt32())
        && (!schema.TryGetProperty(most, out JsonElement high) || count <= high.GetInt32());
}
