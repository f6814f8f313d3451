using System.Text.Json;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Schemas that one value must all be valid against, references and "allOf" followed.</summary>
/// <param name="Parts">None twice; parts that say nothing are left out. None at all allows every value.</param>
/// <param name="Path">Where a refusal says it stands.</param>
/// <param name="IsNever">One of them allows nothing.</param>
internal sealed record Conjunction(IReadOnlyList<SchemaPart> Parts, string Path, bool IsNever)
{
    private IReadOnlyList<string>? _allowed;

    /// <summary>The same for the same parts, whatever way they were found.</summary>
    public string Key { get; } = IsNever ? "never" : string.Join('\n', Parts.Select(part => part.Key).Order(StringComparer.Ordinal));

    public bool IsAny => Parts.Count == 0 && !IsNever;

    /// <summary>Types that the schemas leave, where "number" has taken in "integer".</summary>
    public IReadOnlyList<string> AllowedTypes => _allowed ??= FindTypes();

    /// <summary>
    /// Types that are written. Keywords for one type allow every other type too; where none is named, the types are written
    /// that the keywords are about.
    /// </summary>
    public IReadOnlyList<string> WrittenTypes
    {
        get
        {
            if (Parts.Any(part => part.Has("type")))
                return AllowedTypes;
            string[] implied = [.. AllowedTypes.Where(type => Parts.Any(part => KeywordsOf(type).Any(part.Has)))];
            return implied.Length > 0 ? implied : AllowedTypes;
        }
    }

    public int? Least(string keyword) => Parts.Max(part => part.Count(keyword));

    public int? Most(string keyword) => Parts.Min(part => part.Count(keyword));

    /// <summary>The part that has a keyword, for a refusal.</summary>
    public string PathOf(string keyword) => Parts.FirstOrDefault(part => part.Has(keyword)).Path ?? Path;

    private List<string> FindTypes()
    {
        List<string> types = [.. SchemaTypes.All.Where(type => type != "integer")];
        foreach (var part in Parts)
        {
            if (!part.TryGet("type", out var type))
                continue;
            string[] named = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
            var hasInteger = types.Contains("integer") || types.Contains("number");
            var onlyIntegers = types.Contains("integer") || (named.Contains("integer") && !named.Contains("number"));
            types = [.. types.Where(named.Contains).Where(one => one is not "number" and not "integer")];
            if (hasInteger && (named.Contains("number") || named.Contains("integer")))
                types.Add(onlyIntegers ? "integer" : "number");
        }

        foreach (var forbidden in Parts.SelectMany(part => part.Not?.ForbiddenTypes ?? []))
        {
            // Numbers that are no integers cannot be told from the others before their end: then none is written.
            types.Remove(forbidden);
            if (forbidden == "number")
                types.Remove("integer");
            if (forbidden == "integer")
                types.Remove("number");
        }

        return types;
    }

    private static string[] KeywordsOf(string type) => type switch
    {
        "object" =>
        [
            "properties", "required", "additionalProperties", "unevaluatedProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties",
            "dependentRequired", "dependentSchemas", "dependencies",
        ],
        "array" => ["items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems"],
        "string" => ["minLength", "maxLength", "pattern", "format"],
        "number" or "integer" => ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        _ => [],
    };
}
