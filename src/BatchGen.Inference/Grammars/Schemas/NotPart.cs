using System.Text.Json;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>What a "not" forbids, as far as it can be held to.</summary>
/// <param name="Schema">Of the keyword.</param>
internal readonly record struct NotPart(JsonElement Schema)
{
    /// <summary>What may stand in it, alone or beside a type.</summary>
    private static readonly string[] Held = ["const", "enum", "pattern", "required"];

    /// <summary>It forbids everything.</summary>
    public bool IsAnything => Schema.ValueKind == JsonValueKind.True || (Schema.ValueKind == JsonValueKind.Object && !Constraints.Any());

    /// <summary>It can be held to; else its keyword is refused.</summary>
    public bool IsHeld
    {
        get
        {
            string[] keywords = [.. Constraints];
            return keywords.Length == 0
                || keywords is ["type"]
                || (keywords.Count(Held.Contains) == 1 && keywords.All(keyword => keyword == "type" || Held.Contains(keyword)));
        }
    }

    /// <summary>It is about values of these types only; all of them when it names none.</summary>
    public IReadOnlyList<string> Types => !Has("type", out var type) ? SchemaTypes.All
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
        : [type.GetString()!];

    /// <summary>Types that it leaves no value of.</summary>
    public IEnumerable<string> ForbiddenTypes => Constraints.ToArray() switch
    {
        ["type"] => Types,
        // A keyword for one type lets every other type pass, and "not" forbids what passes.
        var keywords when keywords.Contains("pattern") => Types.Where(type => type != "string"),
        var keywords when keywords.Contains("required") => Types.Where(type => type != "object"),
        _ => [],
    };

    /// <summary>Values that it forbids one by one.</summary>
    public IEnumerable<JsonElement> Values
    {
        get
        {
            var types = Types;
            JsonElement[] values = Has("const", out var value) ? [value] : Has("enum", out var list) ? [.. list.EnumerateArray()] : [];
            return values.Where(one => types.Any(type => SchemaTypes.IsOf(one, type)));
        }
    }

    /// <summary>Texts that it forbids; null without any.</summary>
    public string? Pattern => Has("pattern", out var pattern) && Types.Contains("string") ? pattern.GetString() : null;

    /// <summary>Names of which one must be missing; null where it asks nothing of the kind.</summary>
    public IReadOnlyList<string>? Required =>
        Has("required", out var names) && Types.Contains("object") ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : null;

    private IEnumerable<string> Constraints =>
        Schema.ValueKind == JsonValueKind.Object ? Schema.EnumerateObject().Select(keyword => keyword.Name).Where(SchemaKeywords.IsConstraint) : [];

    private bool Has(string keyword, out JsonElement value)
    {
        value = default;
        return Schema.ValueKind == JsonValueKind.Object && Schema.TryGetProperty(keyword, out value);
    }
}
