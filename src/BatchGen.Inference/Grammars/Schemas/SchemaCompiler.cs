using System.Text.Encodings.Web;
using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// Makes rules of a schema: one for each set of schemas that a value must be valid against at once. The same set is the same
/// rule, so schemas may refer to themselves.
/// </summary>
internal sealed class SchemaCompiler
{
    private const int Work = 2_000_000;
    private const int MostConjunctions = 2_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonElement True = JsonSerializer.SerializeToElement(true);
    private static readonly JsonElement False = JsonSerializer.SerializeToElement(false);
    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    private static readonly SchemaPart AnyObject = SchemaPart.Made("""{"type":"object"}""", "#!object");

    private readonly Dictionary<string, RuleReference> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _paths = [];
    private readonly Queue<Conjunction> _open = new();
    private readonly TextRules _texts;
    private readonly NumberRules _numbers;
    private readonly ArrayRules _arrays;
    private readonly ObjectRules _objects;
    private readonly SchemaCheck _check;
    private SchemaException? _contradiction;

    private SchemaCompiler(JsonElement root, WorkBudget budget)
    {
        Schemas = new Conjunctions(root, budget);
        _check = new SchemaCheck(Schemas);
        _texts = new TextRules(this);
        _numbers = new NumberRules(this);
        _arrays = new ArrayRules(this);
        _objects = new ObjectRules(this);
    }

    public RuleSet Rules { get; } = new();

    public Conjunctions Schemas { get; }

    /// <param name="prefix">Of the rules' names.</param>
    /// <param name="isObject">Only objects are wanted, whatever else the schema allows.</param>
    /// <exception cref="SchemaException">It cannot be held to.</exception>
    public static SchemaRules Compile(JsonElement root, string prefix, bool isObject) => Compile(root, prefix, isObject, new WorkBudget(Work));

    /// <inheritdoc cref="Compile(JsonElement, string, bool)"/>
    /// <param name="budget">Says afterwards what it took.</param>
    internal static SchemaRules Compile(JsonElement root, string prefix, bool isObject, WorkBudget budget)
    {
        SchemaSyntax.Require(root);
        var compiler = new SchemaCompiler(root, budget);
        try
        {
            SchemaPart[] parts = [new SchemaPart(root, "#"), .. isObject ? [AnyObject] : Array.Empty<SchemaPart>()];
            return compiler.Compile(parts, prefix);
        }
        catch (LanguageException refusal)
        {
            throw new SchemaException("schema", $"The schema cannot become a grammar: {refusal.Message}. Make it smaller.");
        }
        catch (InsufficientExecutionStackException)
        {
            throw new SchemaException("schema", "The schema cannot become a grammar: it nests too deep. Make it smaller.");
        }
    }

    /// <summary>A value that all of them allow.</summary>
    public RuleNode Value(Conjunction all)
    {
        if (all.IsNever)
            return RuleNode.Never;
        if (all.IsAny)
            return RuleNode.Shared(JsonGrammar.Value);
        if (_known.TryGetValue(all.Key, out var known))
            return known;
        if (_known.Count >= MostConjunctions)
            throw new SchemaException("schema", $"The schema comes to more than {MostConjunctions:N0} different values at {all.Path}. Make it smaller.");
        var rule = Rules.Reserve();
        _known[all.Key] = rule;
        _paths[rule.Rule] = all.Path;
        _open.Enqueue(all);
        return rule;
    }

    public static string Json(JsonElement value) => JsonSerializer.Serialize(value, Plain);

    public static string Json(string text) => JsonSerializer.Serialize(text, Plain);

    /// <summary>The values that "enum" and "const" leave; null where neither stands.</summary>
    public IReadOnlyList<JsonElement>? Literals(Conjunction all)
    {
        var listing = all.Parts.FirstOrDefault(part => part.Has("const") || part.Has("enum"));
        if (listing.Path is null)
            return null;
        IEnumerable<JsonElement> values = listing.TryGet("const", out var value) ? [value] : listing.Schema.GetProperty("enum").EnumerateArray();
        return [.. values.Where(one => Allows(all, one))];
    }

    public bool Allows(Conjunction all, JsonElement value) => !all.IsNever && all.Parts.All(part => _check.Allows(part, value));

    public bool Allows(Conjunction all, string text) => Allows(all, JsonSerializer.SerializeToElement(text));

    /// <summary>Remembers why nothing is left, in case that nothing else is either.</summary>
    public RuleNode Contradiction(string keyword, string path)
    {
        _contradiction ??= SchemaException.NotHeld(keyword, path, "beside the others that hold there it allows no value");
        return RuleNode.Never;
    }

    private SchemaRules Compile(SchemaPart[] parts, string prefix)
    {
        var start = Rules.Add(Value(Schemas.Of(parts)));
        while (_open.TryDequeue(out var all))
            Rules.Define(_known[all.Key], BodyOf(all));
        try
        {
            return RuleWriter.Write(Rules, start, prefix) ?? throw _contradiction ?? NeverEnds();
        }
        catch (RuleCircleException circle)
        {
            var path = _paths.GetValueOrDefault(circle.Rule, "#");
            throw SchemaException.NotHeld("$ref", path, "it leads in a circle back to itself, with no value in between");
        }
    }

    private RuleNode BodyOf(Conjunction all)
    {
        Schemas.Budget.Spend(all.Parts.Count);
        if (Branching.Nullable(all, Schemas) is { } nullable)
            return Choice(nullable);
        if (Literals(all) is { } literals)
            return literals.Count > 0
                ? LiteralRules.Of(literals.Select(Json), Rules)
                : Contradiction(all.Parts.Any(part => part.Has("enum")) ? "enum" : "const", all.Path);
        if (Branching.First(all, Schemas) is { } branching)
            return Choice(branching.Keyword == "oneOf" ? new OneOfArms(this).Apart(branching) : branching);
        return all.WrittenTypes.Count == 0 ? Contradiction("type", all.Path) : RuleNode.Choice(all.WrittenTypes.Select(type => OfType(type, all)));
    }

    private RuleNode Choice(Branching branching) => RuleNode.Choice(branching.Arms.Select(Value));

    private RuleNode OfType(string type, Conjunction all) => type switch
    {
        "object" => _objects.Of(all),
        "array" => _arrays.Of(all),
        "string" => _texts.Of(all),
        "number" or "integer" => _numbers.Of(all, type == "integer"),
        "boolean" => RuleNode.Choice(Allowed(all, True, "true"), Allowed(all, False, "false")),
        "null" => Allowed(all, Null, "null"),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "JSON Schema has no such type."),
    };

    /// <summary>A "not" may take one of two or the only one.</summary>
    private RuleNode Allowed(Conjunction all, JsonElement value, string word) => Allows(all, value) ? RuleNode.Literal(word) : RuleNode.Never;

    private static SchemaException NeverEnds() =>
        new(
            "$ref",
            "The schema can never end: every value of it needs another one like it inside ('$ref' at # or below). Let that one be left out, or be null.");
}
