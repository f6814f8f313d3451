using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// Members whose names the schema does not give. They are written only where it says something of them: by a pattern for
/// names, by "additionalProperties", or by giving no names at all.
/// </summary>
internal sealed class OtherMembers(SchemaCompiler compiler)
{
    /// <summary>Each doubles the kinds of names.</summary>
    private const int MostPatterns = 4;

    /// <returns>One such member: never, where there is none.</returns>
    public RuleNode Of(Conjunction all, IReadOnlyList<ObjectMember> members, Conjunction? names)
    {
        string[] patterns = [.. all.Parts.SelectMany(part => part.Members("patternProperties").Select(member => member.Key)).Distinct(StringComparer.Ordinal)];
        if (patterns.Length > MostPatterns)
            throw SchemaException.NotHeld("patternProperties", all.PathOf("patternProperties"), $"it has more than {MostPatterns} members");
        var isSpokenOf = all.Parts.Any(part => part.Additional() is not null) || (members.Count == 0 && patterns.Length == 0);
        var rest = compiler.Schemas.Of(all.Parts.Select(part => part.Additional()).OfType<SchemaPart>());
        if (patterns.Length == 0)
            return isSpokenOf && !rest.IsNever ? Pair(Free(members, names), rest) : RuleNode.Never;

        // Each set of patterns that a name can match is a kind of member.
        var kinds = new List<NameKind> { new(Free(members, names) ?? Automaton.Anything, []) };
        foreach (var pattern in patterns)
            kinds = [.. kinds.SelectMany(kind => Split(kind, pattern, all))];
        return RuleNode.Choice(
            kinds.Where(kind => !kind.Names.IsEmpty && (kind.Patterns.Count > 0 || isSpokenOf)).Select(kind => Pair(kind.Names, ValueOf(all, kind))));
    }

    private NameKind[] Split(NameKind kind, string pattern, Conjunction all)
    {
        var path = all.PathOf("patternProperties");
        var budget = compiler.Schemas.Budget;
        var narrow = compiler.Schemas.Pattern(pattern, "patternProperties", path);
        var wide = compiler.Schemas.Pattern(pattern, "patternProperties", path, isWide: true);
        return Conjunctions.Held("patternProperties", path, () => new NameKind[]
        {
            new(kind.Names.Intersect(narrow, budget), [.. kind.Patterns, pattern]),
            kind with { Names = kind.Names.Except(wide, budget) },
        });
    }

    private Conjunction ValueOf(Conjunction all, NameKind kind) => compiler.Schemas.Of(all.Parts.SelectMany(part =>
    {
        SchemaPart[] matched = [.. part.Members("patternProperties").Where(member => kind.Patterns.Contains(member.Key)).Select(member => member.Value)];
        return matched.Length > 0 ? matched : part.Additional() is { } additional ? [additional] : [];
    }));

    /// <summary>Names that no member has and that the schema allows; null for every text.</summary>
    private Automaton? Free(IReadOnlyList<ObjectMember> members, Conjunction? names)
    {
        var budget = compiler.Schemas.Budget;
        var allowed = names is null ? null : NamesOf(names, depth: 0);
        if (members.Count == 0)
            return allowed;
        return Conjunctions.Held("additionalProperties", names?.Path ?? "#", () =>
            (allowed ?? Automaton.Anything).Except(Automaton.OfWords(members.Select(member => member.Name), budget), budget));
    }

    private Automaton? NamesOf(Conjunction names, int depth)
    {
        if (names.IsNever || !names.AllowedTypes.Contains("string"))
            return Automaton.Nothing;
        if (names.IsAny)
            return null;
        var budget = compiler.Schemas.Budget;
        if (compiler.Literals(names) is { } literals)
            return Automaton.OfWords(literals.Where(name => name.ValueKind == System.Text.Json.JsonValueKind.String).Select(name => name.GetString()!), budget);
        if (depth < 8 && Branching.First(names, compiler.Schemas) is { Keyword: "anyOf" } branching)
        {
            return Conjunctions.Held("propertyNames", names.Path, () =>
                branching.Arms.Select(arm => NamesOf(arm, depth + 1)).Aggregate(
                    (left, right) => left is null || right is null ? null : left.Union(right, budget)));
        }

        if (Branching.First(names, compiler.Schemas) is { } other)
            throw SchemaException.NotHeld(other.Keyword, names.Path, "it cannot stand in 'propertyNames'");
        var length = TextRules.LengthOf(names);
        return new TextRules(compiler).Texts(names, isWide: false)
            ?? (length.IsAny ? null : Conjunctions.Held("propertyNames", names.Path, () => Automaton.Anything.OfLength(length.Least, length.Most, budget)));
    }

    private RuleNode Pair(Automaton? names, Conjunction value)
    {
        var name = names is null ? RuleNode.Shared("string") : RuleNode.Sequence(RuleNode.Literal("\""), compiler.Rules.AddText(names));
        return RuleNode.Sequence(name, RuleNode.Literal(":"), RuleNode.Shared("ws"), compiler.Value(value));
    }

    /// <param name="Patterns">Those that the names match; all others they do not.</param>
    private sealed record NameKind(Automaton Names, IReadOnlyList<string> Patterns);
}
