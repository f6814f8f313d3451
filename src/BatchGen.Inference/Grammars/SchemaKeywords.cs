namespace BatchGen.Inference.Grammars;

/// <summary>Which keywords of JSON Schema (draft 2020-12) are understood.</summary>
internal static class SchemaKeywords
{
    /// <summary>They constrain nothing.</summary>
    private static readonly HashSet<string> Annotations =
        ["title", "description", "default", "examples", "$schema", "$id", "$comment", "deprecated", "readOnly", "writeOnly", "$defs", "definitions"];

    private static readonly HashSet<string> Constraints =
    [
        "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "enum", "const", "anyOf", "$ref", "minLength", "maxLength",
    ];

    public static bool IsAnnotation(string keyword) => Annotations.Contains(keyword);

    public static bool IsConstraint(string keyword) => Constraints.Contains(keyword);
}
