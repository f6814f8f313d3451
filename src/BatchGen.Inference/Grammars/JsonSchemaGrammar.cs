using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Turns a JSON schema into a grammar (GBNF) whose every text is JSON that the schema allows. Not every such JSON can be
/// written with it: properties come in the schema's order, those that are required first, and none is added. A keyword
/// that cannot be honoured is refused, never left out.
/// </summary>
public sealed class JsonSchemaGrammar
{
    private const int MostLength = 1_000;
    private const int MostNodes = 2_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly string _prefix;
    private readonly StringBuilder _rules = new();
    private readonly Dictionary<string, string> _references = new(StringComparer.Ordinal);
    private int _lastRule;

    private JsonSchemaGrammar(JsonElement root, string prefix)
    {
        _root = root;
        _prefix = prefix;
    }

    /// <summary>A grammar for any JSON object.</summary>
    public static string AnyObject => JsonGrammar.AnyObject;

    /// <exception cref="SchemaException">A keyword is not supported, or wrong.</exception>
    public static string Convert(JsonElement schema)
    {
        SchemaRules rules = RulesOf(schema, "r");
        string grammar = $"{GbnfCheck.Root} ::= {rules.Expression}\n{rules.Rules}{JsonGrammar.Rules}";
        SchemaRules.Require(grammar);
        return grammar;
    }

    /// <param name="prefix">Of the names of its rules, so that several schemas make one grammar.</param>
    /// <exception cref="SchemaException">A keyword is not supported, or wrong.</exception>
    internal static SchemaRules RulesOf(JsonElement schema, string prefix)
    {
        var converter = new JsonSchemaGrammar(schema, prefix);
        string root = converter.RuleOf(schema, "#");
        return new SchemaRules(root, converter._rules.ToString());
    }

    /// <returns>An expression for one value: a rule's name or a literal.</returns>
    private string RuleOf(JsonElement schema, string path)
    {
        if (schema.ValueKind == JsonValueKind.True)
            return JsonGrammar.Value;
        if (schema.ValueKind != JsonValueKind.Object)
            throw Wrong("schema", path, "must be an object");
        foreach (JsonProperty keyword in schema.EnumerateObject())
            RequireKnown(keyword, path);

        if (schema.TryGetProperty("$ref", out JsonElement reference))
            return Alone(schema, "$ref", path, () => Reference(reference, path));
        if (schema.TryGetProperty("anyOf", out JsonElement anyOf))
            return Alone(schema, "anyOf", path, () => AnyOf(anyOf, $"{path}/anyOf"));
        if (schema.TryGetProperty("const", out JsonElement constant))
            return Literals([constant], schema, path, "const");
        if (schema.TryGetProperty("enum", out JsonElement values))
            return Literals(Items(values, "enum", path), schema, path, "enum");
        return NewRule(string.Join(" | ", TypesOf(schema, path).Select(type => OfType(type, schema, path))));
    }

    private string OfType(string type, JsonElement schema, string path) => type switch
    {
        "object" => ObjectOf(schema, path),
        "array" => ArrayOf(schema, path),
        "string" => StringOf(schema, path),
        _ => type,
    };

    private string ObjectOf(JsonElement schema, string path)
    {
        var properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (schema.TryGetProperty("properties", out JsonElement declared))
        {
            Require(declared.ValueKind == JsonValueKind.Object, "properties", path, "must be an object");
            foreach (JsonProperty property in declared.EnumerateObject())
                properties[property.Name] = property.Value;
        }

        var required = new List<string>();
        if (schema.TryGetProperty("required", out JsonElement names))
        {
            foreach (JsonElement name in Items(names, "required", path))
                required.Add(Text(name, "required", path));
        }

        if (properties.Count == 0 && required.Count == 0)
            return MapOf(schema, path);
        Require(required.TrueForAll(properties.ContainsKey), "required", path, "names a property that 'properties' does not have");
        List<string> must = [.. properties.Keys.Where(required.Contains).Select(Pair)];
        List<string> may = [.. properties.Keys.Where(name => !required.Contains(name)).Select(Pair)];
        return $"\"{{\" ws {Members(must, may)} \"}}\"";

        string Pair(string name) => NewRule($"{GbnfLiteral.Of(JsonSerializer.Serialize(name, Plain) + ":")} ws {RuleOf(properties[name], $"{path}/properties/{name}")}");
    }

    /// <summary>The required ones, then any of the others in their order; commas between whatever is there.</summary>
    private string Members(List<string> must, List<string> may)
    {
        // tail of i: what may follow once something stands before the i-th optional one.
        string tail = "";
        var starts = new List<string>();
        for (int i = may.Count - 1; i >= 0; i--)
        {
            starts.Insert(0, $"{may[i]} {tail}");
            tail = NewRule($"(\",\" ws {may[i]})? {tail}");
        }

        return must.Count > 0
            ? $"{string.Join(" \",\" ws ", must)} {tail} ws"
            : $"(({string.Join(" | ", starts)}) ws)?";
    }

    /// <summary>An object without named properties: any, or a map to one kind of value.</summary>
    private string MapOf(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("additionalProperties", out JsonElement additional) || additional.ValueKind == JsonValueKind.True)
            return JsonGrammar.Object;
        if (additional.ValueKind == JsonValueKind.False)
            return "\"{\" ws \"}\"";
        string pair = NewRule($"string \":\" ws {RuleOf(additional, $"{path}/additionalProperties")}");
        return $"\"{{\" ws ({pair} (\",\" ws {pair})* ws)? \"}}\"";
    }

    private string ArrayOf(JsonElement schema, string path)
    {
        string item = schema.TryGetProperty("items", out JsonElement items) ? RuleOf(items, $"{path}/items") : JsonGrammar.Value;
        int least = Count(schema, "minItems", path) ?? 0;
        int? most = Count(schema, "maxItems", path);
        Require(most is null || most >= least, "maxItems", path, "must not be less than minItems");
        Require(least <= MostLength, "minItems", path, $"may be at most {MostLength}");
        if (most == 0)
            return "\"[\" ws \"]\"";

        string more = NewRule($"\",\" ws {item}");
        string rest = $"{more}{{{Math.Max(least - 1, 0)},{(most is { } bound ? Math.Min(bound, MostLength) - 1 : "")}}}";
        string filled = $"{item} {rest} ws";
        return least == 0 ? $"\"[\" ws ({filled})? \"]\"" : $"\"[\" ws {filled} \"]\"";
    }

    private static string StringOf(JsonElement schema, string path)
    {
        int? least = Count(schema, "minLength", path);
        int? most = Count(schema, "maxLength", path);
        if (least is null && most is null)
            return "string";
        Require(least is null or <= MostLength, "minLength", path, $"may be at most {MostLength}");
        Require(most is null || most >= (least ?? 0), "maxLength", path, "must not be less than minLength");
        string upTo = most is { } bound ? Math.Min(bound, MostLength).ToString(CultureInfo.InvariantCulture) : "";
        return most == 0 ? "\"\\\"\\\"\"" : $"\"\\\"\" char{{{least ?? 0},{upTo}}} \"\\\"\"";
    }

    private string AnyOf(JsonElement anyOf, string path)
    {
        IReadOnlyList<JsonElement> alternatives = Items(anyOf, "anyOf", path);
        Require(alternatives.Count > 0, "anyOf", path, "must not be empty");
        return NewRule(string.Join(" | ", alternatives.Select((alternative, index) => RuleOf(alternative, $"{path}/{index}"))));
    }

    private string Literals(IReadOnlyList<JsonElement> values, JsonElement schema, string path, string keyword)
    {
        IReadOnlyList<string> types = TypesOf(schema, path);
        List<JsonElement> allowed = [.. values.Where(value => types.Any(type => SchemaTypes.IsOf(value, type)))];
        Require(allowed.Count > 0, keyword, path, "allows no value of the given type");
        foreach (JsonProperty other in schema.EnumerateObject().Where(other => other.Name != keyword && other.Name != "type" && SchemaKeywords.IsConstraint(other.Name)))
            throw Unsupported(other.Name, path, $" beside '{keyword}'");
        return NewRule(string.Join(" | ", allowed.Select(value => GbnfLiteral.Of(JsonSerializer.Serialize(value, Plain)))));
    }

    /// <summary>Remembered before it is followed, so that a schema may refer to itself.</summary>
    private string Reference(JsonElement reference, string path)
    {
        string target = Text(reference, "$ref", path);
        if (_references.TryGetValue(target, out string? known))
            return known;
        string name = NextName();
        _references[target] = name;
        // First, because it writes rules of its own.
        string body = RuleOf(Resolve(target, path), target);
        _rules.Append(CultureInfo.InvariantCulture, $"{name} ::= {body}\n");
        return name;
    }

    private JsonElement Resolve(string target, string path)
    {
        Require(SchemaPointer.IsWithin(target), "$ref", path, "must point into this schema ('#/…')");
        return SchemaPointer.Find(_root, target) ?? throw Wrong("$ref", path, "points to nothing");
    }

    private static IReadOnlyList<string> TypesOf(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out JsonElement type))
            return TypesImpliedBy(schema);
        IReadOnlyList<string> types = type.ValueKind == JsonValueKind.Array
            ? [.. Items(type, "type", path).Select(one => Text(one, "type", path))]
            : [Text(type, "type", path)];
        Require(types.Count > 0 && types.All(SchemaTypes.All.Contains), "type", path, $"must be of {string.Join(", ", SchemaTypes.All)}");
        return types;
    }

    /// <summary>Keywords for one type allow every other type too; one that they are about is always among the allowed.</summary>
    private static IReadOnlyList<string> TypesImpliedBy(JsonElement schema)
    {
        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("required", out _) || schema.TryGetProperty("additionalProperties", out _))
            return ["object"];
        if (schema.TryGetProperty("items", out _) || schema.TryGetProperty("minItems", out _) || schema.TryGetProperty("maxItems", out _))
            return ["array"];
        return schema.TryGetProperty("minLength", out _) || schema.TryGetProperty("maxLength", out _) ? ["string"] : SchemaTypes.All;
    }

    private static string Alone(JsonElement schema, string keyword, string path, Func<string> convert)
    {
        foreach (JsonProperty other in schema.EnumerateObject().Where(other => other.Name != keyword && SchemaKeywords.IsConstraint(other.Name)))
            throw Unsupported(other.Name, path, $" beside '{keyword}'");
        return convert();
    }

    private static void RequireKnown(JsonProperty keyword, string path)
    {
        if (!SchemaKeywords.IsAnnotation(keyword.Name) && !SchemaKeywords.IsConstraint(keyword.Name))
            throw Unsupported(keyword.Name, path, "");
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement list, string keyword, string path)
    {
        Require(list.ValueKind == JsonValueKind.Array, keyword, path, "must be an array");
        return [.. list.EnumerateArray()];
    }

    private static string Text(JsonElement value, string keyword, string path) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(keyword, path, "must be a string");

    private static int? Count(JsonElement schema, string keyword, string path)
    {
        if (!schema.TryGetProperty(keyword, out JsonElement value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 0
            ? count
            : throw Wrong(keyword, path, "must be a whole number of 0 or more");
    }

    private string NewRule(string body)
    {
        string name = NextName();
        _rules.Append(CultureInfo.InvariantCulture, $"{name} ::= {body}\n");
        return name;
    }

    private string NextName() => ++_lastRule <= MostNodes
        ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_lastRule}")
        : throw new SchemaException("schema", $"The schema needs more than {MostNodes:N0} rules. Make it smaller.");

    private static void Require(bool isMet, string keyword, string path, string rule)
    {
        if (!isMet)
            throw Wrong(keyword, path, rule);
    }

    private static SchemaException Wrong(string keyword, string path, string rule) => new(keyword, $"The schema is wrong: '{keyword}' at {path} {rule}.");

    private static SchemaException Unsupported(string keyword, string path, string where) =>
        new(keyword, $"The schema's keyword '{keyword}' at {path} is not supported{where}. Remove it.");
}
