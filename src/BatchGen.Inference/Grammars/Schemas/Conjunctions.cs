using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Makes <see cref="Conjunction"/>s of one schema.</summary>
internal sealed class Conjunctions(JsonElement root, WorkBudget budget)
{
    /// <summary>More that must hold at once are no schema but an attack.</summary>
    private const int MostParts = 200;

    private readonly Dictionary<string, Automaton> _patterns = new(StringComparer.Ordinal);

    private readonly Dictionary<string, ListedValues> _listed = new(StringComparer.Ordinal);

    public JsonElement Root => root;

    public WorkBudget Budget => budget;

    /// <param name="path">Of the schema that holds the "enum": nothing else has it.</param>
    public ListedValues Listed(string path, JsonElement values)
    {
        if (!_listed.TryGetValue(path, out var listed))
            _listed[path] = listed = new ListedValues(values, budget);
        return listed;
    }

    /// <exception cref="SchemaException">A reference leads back to itself with no value in between, or there are too many parts.</exception>
    public Conjunction Of(params IEnumerable<SchemaPart> parts)
    {
        var flat = new List<SchemaPart>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<Visit>(parts.Reverse().Select(part => new Visit(part, IsLeaving: false)));
        var path = stack.TryPeek(out var first) ? first.Part.Path : "#";
        var isNever = false;
        while (stack.TryPop(out var visit))
        {
            var part = visit.Part;
            if (visit.IsLeaving)
            {
                open.Remove(part.Key);
                continue;
            }

            budget.Spend(1);
            if (open.Contains(part.Key))
                throw SchemaException.NotHeld("$ref", part.Path, "it leads in a circle back to itself, with no value in between");
            if (!done.Add(part.Key))
                continue;
            if (done.Count > MostParts)
                throw new SchemaException("allOf", $"The schema puts more than {MostParts} schemas together at {path} ('allOf', '$ref'). Make it smaller.");
            isNever |= part.Schema.ValueKind == JsonValueKind.False || part.Not is { IsAnything: true };
            open.Add(part.Key);
            stack.Push(visit with { IsLeaving = true });
            // What "nullable" stands beside holds only for what is not null: that is followed once it is decided.
            foreach (var beside in part.IsNullable ? [] : Beside(part).Reverse())
                stack.Push(new Visit(beside, IsLeaving: false));
            if (SaysSomething(part))
                flat.Add(part);
        }

        return new Conjunction(flat, path, isNever);
    }

    /// <summary>The same, where one part's keyword is met by others in its place.</summary>
    public Conjunction With(Conjunction all, SchemaPart part, PartDone done, params IEnumerable<SchemaPart> others) =>
        Of(all.Parts.Select(one => one.Key == part.Key ? part.Without(done) : one).Concat(others));

    public Conjunction With(Conjunction all, SchemaPart other) => Of(all.Parts.Append(other));

    /// <summary>The same, where one part has another in its place.</summary>
    public Conjunction Replaced(Conjunction all, SchemaPart part, SchemaPart other) => Of(all.Parts.Select(one => one.Key == part.Key ? other : one));

    /// <summary>What a member of an object must be, by its name.</summary>
    public Conjunction Member(Conjunction all, string name) => Of(all.Parts.SelectMany(part => MemberOf(part, name)));

    /// <summary>What the item of an array at a place must be.</summary>
    public Conjunction Item(Conjunction all, int index) => Of(all.Parts.SelectMany(part => ItemOf(part, index)));

    /// <summary>For how many first items there are schemas of their own.</summary>
    public static int PlacesOf(Conjunction all) => all.Parts.Select(part => Places(part).Count).DefaultIfEmpty(0).Max();

    /// <param name="isWide">See <see cref="TextPattern.Read"/>.</param>
    /// <exception cref="SchemaException">The pattern cannot be held to.</exception>
    public Automaton Pattern(string pattern, string keyword, string path, bool isWide = false)
    {
        var key = (isWide ? "w" : "n") + pattern;
        return _patterns.TryGetValue(key, out var known)
            ? known
            : _patterns[key] = Held(keyword, path, () => TextPattern.Read(pattern, isWide, budget));
    }

    /// <exception cref="SchemaException">What the keyword asks for cannot be described in bounds.</exception>
    public static T Held<T>(string keyword, string path, Func<T> describe)
    {
        try
        {
            return describe();
        }
        catch (LanguageException refusal)
        {
            throw SchemaException.NotHeld(keyword, path, refusal.Message);
        }
    }

    public IEnumerable<SchemaPart> MemberOf(SchemaPart part, string name)
    {
        var isDeclared = false;
        if (part.TryGet("properties", out var properties) && properties.TryGetProperty(name, out var property))
        {
            isDeclared = true;
            yield return new SchemaPart(property, SchemaPointer.Child(part.Path + "/properties", name));
        }

        foreach ((var pattern, var schema) in part.Members("patternProperties"))
        {
            if (!Pattern(pattern, "patternProperties", part.Path).Matches(name))
                continue;
            isDeclared = true;
            yield return schema;
        }

        if (!isDeclared && part.Additional() is { } additional)
            yield return additional;
    }

    public static IEnumerable<SchemaPart> ItemOf(SchemaPart part, int index)
    {
        var places = Places(part);
        if (index < places.Count)
            return [places[index]];
        if (part.TryGet("items", out var items) && items.ValueKind != JsonValueKind.Array)
            return [part.Child("items", items)];
        return items.ValueKind == JsonValueKind.Array && part.TryGet("additionalItems", out var others) ? [part.Child("additionalItems", others)] : [];
    }

    /// <summary>Older drafts list the places under "items", and call the others additional.</summary>
    private static IReadOnlyList<SchemaPart> Places(SchemaPart part) => [.. part.Items(part.Has("prefixItems") ? "prefixItems" : "items")];

    private IEnumerable<SchemaPart> Beside(SchemaPart part)
    {
        if (part.Text("$ref") is { } target)
            yield return new SchemaPart(SchemaPointer.Find(root, target)!.Value, target);
        foreach (var one in part.Items("allOf"))
            yield return one;
    }

    private static bool SaysSomething(SchemaPart part) => part.Schema.ValueKind == JsonValueKind.Object
        && part.Schema.EnumerateObject().Any(
            keyword => keyword.Name is not ("$ref" or "allOf") && SchemaKeywords.IsConstraint(keyword.Name) && part.Has(keyword.Name));

    private readonly record struct Visit(SchemaPart Part, bool IsLeaving);
}
