using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

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
        "integer" => value.ValueKind == JsonValueKind.Number && DecimalNumber.Parse(value.GetRawText()) is { IsWhole: true },
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "JSON Schema has no such type."),
    };
}
