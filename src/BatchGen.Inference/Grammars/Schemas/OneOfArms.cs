using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// "oneOf" wants every other arm to refuse what one arm allows. A grammar writes any of the arms, so they must exclude each
/// other: whatever is written for one must be invalid against all others.
/// </summary>
internal sealed class OneOfArms(SchemaCompiler compiler)
{
    private const int MostDepth = 10;
    private const int MostArms = 64;

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>The arms, told apart by a member where one tells them apart and was optional.</summary>
    /// <exception cref="SchemaException">Two of them are not told apart.</exception>
    public Branching Apart(Branching branching)
    {
        Conjunction[] arms = [.. branching.Arms];
        if (MarkOf(branching) is { } mark)
        {
            var required = $$"""{"required":[{{JsonSerializer.Serialize(mark)}}]}""";
            arms = [.. arms.Select(arm => arm.IsNever ? arm : compiler.Schemas.With(arm, SchemaPart.Made(required, branching.Part.Path + "!mark")))];
        }

        if (AreMarkedApart(arms, MarkOf(branching)))
            return branching with { Arms = arms };
        if (arms.Length > MostArms)
            throw SchemaException.NotHeld("oneOf", branching.Part.Path, $"more than {MostArms} are held only where a member of each has a 'const' of its own");
        for (var i = 0; i < arms.Length; i++)
        {
            for (var j = 0; j < arms.Length; j++)
            {
                if (i != j && !Excludes(arms[i], arms[j], 0))
                    throw SchemaException.NotHeld(
                        "oneOf",
                        branching.Part.Path,
                        $"a value could be valid against two of it, {Math.Min(i, j)} and {Math.Max(i, j)}. Use 'anyOf', or give each a 'const' of its own");
            }
        }

        return branching with { Arms = arms };
    }

    /// <summary>A member that lists its values in every arm, or that "discriminator" names.</summary>
    private string? MarkOf(Branching branching)
    {
        if (branching.Part.Schema.TryGetProperty("discriminator", out var discriminator) && discriminator.ValueKind == JsonValueKind.Object
            && discriminator.TryGetProperty("propertyName", out var named) && named.ValueKind == JsonValueKind.String)
            return named.GetString();
        Conjunction[] arms = [.. branching.Arms.Where(arm => !arm.IsNever)];
        if (arms.Length == 0 || !arms.All(arm => arm.WrittenTypes is ["object"]))
            return null;
        var names = arms[0].Parts.SelectMany(part => part.Members("properties").Select(member => member.Key));
        return names.FirstOrDefault(
            name => arms.All(arm => compiler.Schemas.Member(arm, name) is { IsNever: false, IsAny: false } member && compiler.Literals(member) is not null));
    }

    /// <summary>Each arm has values of the member that no other has: then no two need be compared.</summary>
    private bool AreMarkedApart(Conjunction[] arms, string? mark)
    {
        if (mark is null || !arms.All(arm => arm.IsNever || arm.WrittenTypes is ["object"]))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var arm in arms.Where(arm => !arm.IsNever))
        {
            var member = compiler.Schemas.Member(arm, mark);
            if (member.IsNever
                || compiler.Literals(member) is not { } values
                || !values.All(value => value.ValueKind == JsonValueKind.String && seen.Add(value.GetString()!)))
                return false;
        }

        return true;
    }

    /// <summary>Nothing that is written for one is valid against the other.</summary>
    private bool Excludes(Conjunction written, Conjunction other, int depth)
    {
        if (written.IsNever || other.IsNever)
            return true;
        var key = $"{written.Key}\n\n{other.Key}";
        if (written.IsAny || other.IsAny || depth > MostDepth || !_open.Add(key))
            return false;
        compiler.Schemas.Budget.Spend(written.Parts.Count + other.Parts.Count);
        var excludes = Branch(written) is { } ways ? ways.All(way => Excludes(way, other, depth + 1)) : ExcludesPlain(written, other, depth);
        _open.Remove(key);
        return excludes;
    }

    private bool ExcludesPlain(Conjunction written, Conjunction other, int depth)
    {
        if (compiler.Literals(written) is { } values)
            return !values.Any(value => compiler.Allows(other, value));
        if (Branch(other) is { } ways)
            return ways.All(way => Excludes(written, way, depth + 1));
        if (compiler.Literals(other) is { } others)
            return !others.Any(value => compiler.Allows(written, value));
        return written.WrittenTypes.All(type => !IsAllowed(type, other) || ExcludesOfType(type, written, other, depth));
    }

    private IReadOnlyList<Conjunction>? Branch(Conjunction all) =>
        Branching.Nullable(all, compiler.Schemas)?.Arms
        ?? (compiler.Literals(all) is null ? Branching.First(all, compiler.Schemas)?.Arms : null);

    private static bool IsAllowed(string type, Conjunction other) =>
        other.AllowedTypes.Contains(type)
            || (type is "integer" or "number" && (other.AllowedTypes.Contains("number") || other.AllowedTypes.Contains("integer")));

    private bool ExcludesOfType(string type, Conjunction written, Conjunction other, int depth) => type switch
    {
        "object" => Required(written).Concat(Required(other)).Distinct(StringComparer.Ordinal).Any(name => ExcludesMember(name, written, other, depth)),
        "array" => IsBeyond(written, other, "minItems", "maxItems") || FirstItemsExclude(written, other, depth),
        "string" => IsBeyond(written, other, "minLength", "maxLength") || TextsExclude(written, other),
        "number" or "integer" => NumberRules.RangeOf(written, type == "integer").Intersect(NumberRules.RangeOf(other, isInteger: false)).IsEmpty,
        _ => false,
    };

    private static IEnumerable<string> Required(Conjunction all) => all.Parts.SelectMany(part => part.Names("required"));

    /// <summary>Both have the member, or what is written lacks it and the other wants it.</summary>
    private bool ExcludesMember(string name, Conjunction written, Conjunction other, int depth) =>
        (!IsWritten(name, written) && Required(other).Contains(name))
        || Excludes(compiler.Schemas.Member(written, name), compiler.Schemas.Member(other, name), depth + 1);

    private static bool IsWritten(string name, Conjunction written) => written.Parts.Any(part =>
            part.Names("required").Contains(name) || part.Members("properties").Any(member => member.Key == name)
            || part.Has("patternProperties") || part.Has("propertyNames") || part.Additional() is not null)
        || !written.Parts.Any(part => part.Has("properties") || part.Has("required"));

    private bool FirstItemsExclude(Conjunction written, Conjunction other, int depth)
    {
        var common = Math.Max(written.Least("minItems") ?? 0, other.Least("minItems") ?? 0);
        var places = Math.Max(Conjunctions.PlacesOf(written), Conjunctions.PlacesOf(other));
        return Enumerable.Range(0, Math.Min(common, places + 1))
            .Any(i => Excludes(compiler.Schemas.Item(written, i), compiler.Schemas.Item(other, i), depth + 1));
    }

    private static bool IsBeyond(Conjunction written, Conjunction other, string least, string most) =>
        written.Least(least) > other.Most(most) || written.Most(most) < other.Least(least);

    private bool TextsExclude(Conjunction written, Conjunction other)
    {
        var texts = new TextRules(compiler);
        var budget = compiler.Schemas.Budget;
        try
        {
            return texts.Texts(written, isWide: false) is { } mine && texts.Texts(other, isWide: true) is { } theirs && mine.Intersect(theirs, budget).IsEmpty;
        }
        catch (Exception refusal) when (refusal is SchemaException or LanguageException)
        {
            // What cannot be compared is not told apart.
            return false;
        }
    }
}
