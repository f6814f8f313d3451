using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Schemas;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Says whether a schema allows a value, for values that no grammar held to it. It knows the keywords that
/// <see cref="JsonSchemaGrammar"/> knows, and is asked only about schemas that became a grammar.
/// </summary>
public sealed class SchemaCheck
{
    private const int Work = 5_000_000;

    private readonly Conjunctions _schemas;

    internal SchemaCheck(Conjunctions schemas) => _schemas = schemas;

    /// <summary>False, too, for a value that takes too much work to judge.</summary>
    public static bool Allows(JsonElement schema, JsonElement value)
    {
        try
        {
            return new SchemaCheck(new Conjunctions(schema, new WorkBudget(Work))).Allows(new SchemaPart(schema, "#"), value);
        }
        catch (LanguageException)
        {
            return false;
        }
    }

    /// <summary>Equal as JSON: numbers by what they are, objects whatever their order.</summary>
    internal static bool AreEqual(JsonElement left, JsonElement right) => left.ValueKind == JsonValueKind.Number && right.ValueKind == JsonValueKind.Number
        ? DecimalNumber.Parse(left.GetRawText()) is { } number && number == DecimalNumber.Parse(right.GetRawText())
        : JsonElement.DeepEquals(left, right);

    internal bool Allows(SchemaPart part, JsonElement value)
    {
        _schemas.Budget.Spend(1);
        if (part.Schema.ValueKind != JsonValueKind.Object)
            return part.Schema.ValueKind == JsonValueKind.True;
        if (value.ValueKind == JsonValueKind.Null && part.IsNullable)
            return true;
        return FollowsTo(part, value) && IsOfType(part, value) && IsListed(part, value) && MeetsOthers(part, value) && value.ValueKind switch
        {
            JsonValueKind.Object => HasMembers(part, value),
            JsonValueKind.Array => HasItems(part, value),
            JsonValueKind.String => IsText(part, value.GetString()!),
            JsonValueKind.Number => DecimalNumber.Parse(value.GetRawText()) is { } number && SchemaNumbers.RangeOf(part).Contains(number),
            _ => true,
        };
    }

    private bool FollowsTo(SchemaPart part, JsonElement value)
    {
        if (part.Text("$ref") is not { } target)
            return true;
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return SchemaPointer.Find(_schemas.Root, target) is { } found && Allows(new SchemaPart(found, target), value);
    }

    private bool MeetsOthers(SchemaPart part, JsonElement value) =>
        part.Items("allOf").All(one => Allows(one, value))
        && (!part.Has("anyOf") || part.Items("anyOf").Any(one => Allows(one, value)))
        && (!part.Has("oneOf") || part.Items("oneOf").Count(one => Allows(one, value)) == 1)
        && (!part.TryGet("not", out var not) || !Allows(part.Child("not", not), value));

    private static bool IsOfType(SchemaPart part, JsonElement value)
    {
        if (!part.TryGet("type", out var type))
            return true;
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => SchemaTypes.IsOf(value, one.GetString()!))
            : SchemaTypes.IsOf(value, type.GetString()!);
    }

    private bool IsListed(SchemaPart part, JsonElement value) =>
        (!part.TryGet("const", out var constant) || AreEqual(constant, value))
        && (!part.TryGet("enum", out var values) || _schemas.Listed(part.Path, values).Contains(value));

    private bool HasMembers(SchemaPart part, JsonElement value) =>
        part.Names("required").All(name => value.TryGetProperty(name, out _))
        && IsWithin(part, "minProperties", "maxProperties", value.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count())
        && HasDependents(part, value)
        && value.EnumerateObject().All(member => IsName(part, member.Name) && _schemas.MemberOf(part, member.Name).All(schema => Allows(schema, member.Value)));

    private bool IsName(SchemaPart part, string name) =>
        !part.TryGet("propertyNames", out var names) || Allows(part.Child("propertyNames", names), JsonSerializer.SerializeToElement(name));

    private bool HasDependents(SchemaPart part, JsonElement value)
    {
        foreach (var keyword in (string[])["dependentRequired", "dependentSchemas", "dependencies"])
        {
            foreach ((var name, var what) in part.Members(keyword))
            {
                if (!value.TryGetProperty(name, out _))
                    continue;
                var isMet = what.Schema.ValueKind == JsonValueKind.Array
                    ? what.Schema.EnumerateArray().All(other => value.TryGetProperty(other.GetString()!, out _))
                    : Allows(what, value);
                if (!isMet)
                    return false;
            }
        }

        return true;
    }

    private bool HasItems(SchemaPart part, JsonElement value)
    {
        JsonElement[] items = [.. value.EnumerateArray()];
        return IsWithin(part, "minItems", "maxItems", items.Length)
            && items.Index().All(item => Conjunctions.ItemOf(part, item.Index).All(schema => Allows(schema, item.Item)))
            && (!part.TryGet("uniqueItems", out var unique) || unique.ValueKind != JsonValueKind.True || AreDifferent(items));
    }

    private bool AreDifferent(JsonElement[] items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            _schemas.Budget.Spend(i);
            if (items.AsSpan(0, i).ToArray().Any(other => AreEqual(other, items[i])))
                return false;
        }

        return true;
    }

    private bool IsText(SchemaPart part, string text) =>
        IsWithin(part, "minLength", "maxLength", text.EnumerateRunes().Count())
        && (part.Text("pattern") is not { } pattern || _schemas.Pattern(pattern, "pattern", part.Path).Matches(text))
        && (part.Text("format") is not { } format || TextFormats.Matches(format, text));

    private static bool IsWithin(SchemaPart part, string least, string most, int count) =>
        (part.Count(least) is not { } low || count >= low) && (part.Count(most) is not { } high || count <= high);
}
