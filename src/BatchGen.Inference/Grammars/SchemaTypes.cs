using System.Text.Json;

namespace BatchGen.Inference.Grammars;

/// <summary>The types of JSON Schema.</summary>
internal static class SchemaTypes
{
    public static IReadOnlyList<string> All { get; } = ["object", "array", "string", "number", "integer", "boolean", "null"];

    public static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && Math.Floor(number) == number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
