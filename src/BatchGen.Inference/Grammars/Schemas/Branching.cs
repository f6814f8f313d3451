using System.Text.Json;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>A keyword that leaves a choice, and what each choice comes to.</summary>
/// <param name="Keyword">Of <paramref name="Part"/>.</param>
internal sealed record Branching(string Keyword, SchemaPart Part, IReadOnlyList<Conjunction> Arms)
{
    /// <summary>Each doubles the arms.</summary>
    private const int MostDependents = 5;

    /// <returns>Null when "nullable" adds nothing.</returns>
    public static Branching? Nullable(Conjunction all, Conjunctions schemas)
    {
        foreach (var part in all.Parts.Where(part => part.IsNullable))
        {
            var isNull = SchemaPart.Made("""{"type":"null"}""", part.Path + "!null");
            return new Branching("nullable", part, [schemas.With(all, part, PartDone.Nullable), schemas.Replaced(all, part, isNull)]);
        }

        return null;
    }

    /// <returns>Null when no keyword leaves a choice.</returns>
    public static Branching? First(Conjunction all, Conjunctions schemas)
    {
        foreach (var part in all.Parts)
        {
            if (part.Has("anyOf"))
                return new Branching("anyOf", part, [.. part.Items("anyOf").Select(arm => schemas.With(all, part, PartDone.AnyOf, arm))]);
            if (part.Has("oneOf"))
                return new Branching("oneOf", part, [.. part.Items("oneOf").Select(arm => schemas.With(all, part, PartDone.OneOf, arm))]);
            if (part.Not?.Required is { } names)
                return new Branching("not", part, [.. names.Select(name => schemas.With(all, part, PartDone.Not, Absent(part, name)))]);
            if (Dependents(part) is { Count: > 0 } dependents)
                return OfDependents(all, part, dependents, schemas);
        }

        return null;
    }

    private static Branching OfDependents(Conjunction all, SchemaPart part, IReadOnlyList<Dependent> dependents, Conjunctions schemas)
    {
        if (dependents.Count > MostDependents)
            throw SchemaException.NotHeld(dependents[0].Keyword, part.Path, $"it has more than {MostDependents} members");
        IEnumerable<IEnumerable<SchemaPart>> ways = [[]];
        foreach (var dependent in dependents)
            ways = [.. ways.SelectMany(way => new[] { way.Concat(dependent.WithIt), way.Append(Absent(part, dependent.Name)) })];
        return new Branching(dependents[0].Keyword, part, [.. ways.Select(way => schemas.With(all, part, PartDone.Dependents, way))]);
    }

    private static List<Dependent> Dependents(SchemaPart part)
    {
        var dependents = new List<Dependent>();
        foreach (var keyword in (string[])["dependentRequired", "dependentSchemas", "dependencies"])
        {
            foreach ((var name, var what) in part.Members(keyword))
            {
                var isNames = what.Schema.ValueKind == JsonValueKind.Array;
                string[] required = [name, .. isNames ? what.Schema.EnumerateArray().Select(one => one.GetString()!) : []];
                var present = SchemaPart.Made($$"""{"required":{{JsonSerializer.Serialize(required)}}}""", what.Path + "!with");
                dependents.Add(new Dependent(keyword, name, isNames ? [present] : [present, what]));
            }
        }

        return dependents;
    }

    private static SchemaPart Absent(SchemaPart part, string name) =>
        SchemaPart.Made($$$"""{"properties":{{{{JsonSerializer.Serialize(name)}}}:false}}""", SchemaPointer.Child(part.Path + "!without", name));

    /// <param name="WithIt">What must hold once the member is there.</param>
    private sealed record Dependent(string Keyword, string Name, IReadOnlyList<SchemaPart> WithIt);
}
