namespace BatchGen.Inference.Grammars;

/// <summary>Which keywords of JSON Schema are understood: draft 2020-12, what older drafts said in other words, and OpenAPI's.</summary>
internal static class SchemaKeywords
{
    /// <summary>They constrain nothing.</summary>
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "default", "examples", "example", "$schema", "$id", "id", "$comment", "$anchor", "$vocabulary", "deprecated",
        "readOnly", "writeOnly", "$defs", "definitions", "contentEncoding", "contentMediaType", "contentSchema", "discriminator", "externalDocs", "xml",
    ];

    private static readonly HashSet<string> Constraints =
    [
        "type", "enum", "const", "nullable",
        "$ref", "allOf", "anyOf", "oneOf", "not",
        "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
        "dependentRequired", "dependentSchemas", "dependencies", "unevaluatedProperties",
        "items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems",
        "minLength", "maxLength", "pattern", "format",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    ];

    /// <summary>Keywords that only apply other schemas to the same value: beside them "unevaluated" means more than "additional".</summary>
    public static IReadOnlyList<string> InPlace { get; } = ["$ref", "allOf", "anyOf", "oneOf", "not", "dependentSchemas", "dependencies"];

    /// <summary>A name of one's own (<c>x-…</c>) is a note too: the specification keeps it for that.</summary>
    public static bool IsAnnotation(string keyword) => Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    public static bool IsConstraint(string keyword) => Constraints.Contains(keyword);
}
