using System.Text.Json;
using System.Text.Json.Nodes;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>Random schemas of bounded answers, and whether a value is one of those a schema allows.</summary>
internal sealed class RandomSchema(int seed)
{
    private readonly Random _random = new(seed);

    public JsonObject Next() => ObjectSchema(0);

    public static bool Allows(JsonElement schema, JsonElement value)
    {
        if (schema.TryGetProperty("enum", out var values))
            return values.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
        if (schema.TryGetProperty("anyOf", out var alternatives))
            return alternatives.EnumerateArray().Any(one => Allows(one, value));
        return schema.GetProperty("type").GetString() switch
        {
            "object" => AllowsObject(schema, value),
            "array" => value.ValueKind == JsonValueKind.Array
                && value.GetArrayLength() >= schema.GetProperty("minItems").GetInt32()
                && value.GetArrayLength() <= schema.GetProperty("maxItems").GetInt32()
                && value.EnumerateArray().All(item => Allows(schema.GetProperty("items"), item)),
            "string" => value.ValueKind == JsonValueKind.String
                && value.GetString()!.EnumerateRunes().Count() is var length
                && length >= schema.GetProperty("minLength").GetInt32() && length <= schema.GetProperty("maxLength").GetInt32(),
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Null,
        };
    }

    private static bool AllowsObject(JsonElement schema, JsonElement value)
    {
        var properties = schema.GetProperty("properties");
        return value.ValueKind == JsonValueKind.Object
            && schema.GetProperty("required").EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))
            && value.EnumerateObject().All(member => properties.TryGetProperty(member.Name, out var of) && Allows(of, member.Value));
    }

    private JsonObject Any(int depth) => _random.Next(depth >= 2 ? 6 : 8) switch
    {
        0 => Text(),
        1 => new JsonObject { ["type"] = "integer" },
        2 => new JsonObject { ["type"] = "boolean" },
        3 => new JsonObject { ["type"] = "number" },
        4 => new JsonObject { ["enum"] = new JsonArray("red", "näh \"x\"", 7, null, true) },
        5 => new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, Text()) },
        6 => ArraySchema(depth + 1),
        _ => ObjectSchema(depth + 1),
    };

    private JsonObject Text()
    {
        var least = _random.Next(3);
        return new JsonObject { ["type"] = "string", ["minLength"] = least, ["maxLength"] = least + _random.Next(8) };
    }

    private JsonObject ArraySchema(int depth)
    {
        var least = _random.Next(3);
        return new JsonObject { ["type"] = "array", ["items"] = Any(depth), ["minItems"] = least, ["maxItems"] = least + _random.Next(3) };
    }

    private JsonObject ObjectSchema(int depth)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var name = $"p{i}{(_random.Next(4) == 0 ? " \"ü" : "")}";
            properties[name] = Any(depth);
            if (_random.Next(2) == 0)
                required.Add(name);
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
    }
}
