using System.Numerics;
using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Arrays: first items by their place, then the others by their number.</summary>
internal sealed class ArrayRules(SchemaCompiler compiler)
{
    private const int MostItems = 100_000;

    private static readonly RuleNode Space = RuleNode.Shared("ws");
    private static readonly RuleNode Comma = RuleNode.Sequence(RuleNode.Literal(","), Space);

    public RuleNode Of(Conjunction all)
    {
        var least = all.Least("minItems") ?? 0;
        int? most = all.Most("maxItems") is { } bound ? Math.Min(bound, MostItems) : null;
        if (least > most)
            return compiler.Contradiction("maxItems", all.PathOf("maxItems"));
        var places = Conjunctions.PlacesOf(all);
        if (most is not (0 or 1) && all.Parts.Any(part => part.TryGet("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True))
            return Unique(all, places, least, most);
        var filled = most == 0 ? RuleNode.Never : RuleNode.Sequence(Item(all, 0), After(all, 1, places, least, most));
        return Brackets(filled, least == 0);
    }

    private static RuleNode Brackets(RuleNode filled, bool mayBeEmpty) => RuleNode.Choice(
        RuleNode.Sequence(RuleNode.Literal("["), Space, filled, Space, RuleNode.Literal("]")),
        mayBeEmpty ? RuleNode.Sequence(RuleNode.Literal("["), Space, RuleNode.Literal("]")) : RuleNode.Never);

    private RuleNode Item(Conjunction all, int index) => compiler.Value(compiler.Schemas.Item(all, index));

    /// <summary>What may stand behind so many items.</summary>
    private RuleNode After(Conjunction all, int count, int places, int least, int? most)
    {
        // From the last place on, all are alike; before, each place has a rule, made from the end.
        var alike = Math.Max(count, Math.Min(places, most ?? places));
        var next = compiler.Rules.Add(RuleNode.Sequence(Comma, Item(all, alike)));
        var rest = most <= alike ? RuleNode.Nothing : compiler.Rules.Repeat(next, Math.Max(least - alike, 0), most - alike);
        if (least > alike && most <= alike)
            return RuleNode.Never;
        for (var i = alike - 1; i >= count; i--)
        {
            var more = RuleNode.Sequence(Comma, Item(all, i), rest);
            rest = compiler.Rules.Add(i >= least ? RuleNode.Choice(more, RuleNode.Nothing) : more);
        }

        return rest;
    }

    private RuleNode Unique(Conjunction all, int places, int least, int? most)
    {
        var path = all.PathOf("uniqueItems");
        if (places > 0 || FiniteValues.Of(compiler.Schemas.Item(all, 0), compiler) is not { } values)
            throw SchemaException.NotHeld("uniqueItems", path, "items that differ can be held only where there is one at most, or where they are of an 'enum', a small range of whole numbers, booleans or null");
        if (values.Count < least)
            return compiler.Contradiction("minItems", path);
        var filled = Conjunctions.Held(
            "uniqueItems", path, () => new UniqueRules(compiler.Rules, values, Comma, least, Math.Min(most ?? values.Count, values.Count)).Filled());
        return Brackets(filled, least == 0);
    }
}

/// <summary>All the values of a schema, where they are few.</summary>
internal static class FiniteValues
{
    private const int MostValues = 500;
    private const int MostNumbers = 64;

    /// <returns>Null when they are not. JSON, no two of them equal.</returns>
    public static IReadOnlyList<string>? Of(Conjunction all, SchemaCompiler compiler)
    {
        if (all.IsNever)
            return [];
        var values = new List<JsonElement>();
        if (!TryAdd(all, compiler, values, depth: 0))
            return null;
        var different = new List<JsonElement>();
        foreach (var value in values)
        {
            compiler.Schemas.Budget.Spend(different.Count);
            if (!different.Exists(other => SchemaCheck.AreEqual(other, value)))
                different.Add(value);
        }

        return different.Count <= MostValues ? [.. different.Select(SchemaCompiler.Json)] : null;
    }

    private static bool TryAdd(Conjunction all, SchemaCompiler compiler, List<JsonElement> values, int depth)
    {
        if (all.IsNever)
            return true;
        if (depth > 8 || all.IsAny)
            return false;
        if (compiler.Literals(all) is { } literals && Branching.Nullable(all, compiler.Schemas) is null)
        {
            values.AddRange(literals);
            return true;
        }

        if ((Branching.Nullable(all, compiler.Schemas) ?? Branching.First(all, compiler.Schemas)) is { } branching)
            return branching.Arms.All(arm => TryAdd(arm, compiler, values, depth + 1));
        var own = new List<JsonElement>();
        foreach (var type in all.WrittenTypes)
        {
            if (type == "integer" && Numbers(NumberRules.RangeOf(all, isInteger: true)) is { } numbers)
                own.AddRange(numbers);
            else if (type == "boolean")
                own.AddRange([Parsed("true"), Parsed("false")]);
            else if (type == "null")
                own.Add(Parsed("null"));
            else
                return false;
        }

        values.AddRange(own.Where(value => compiler.Allows(all, value)));
        return true;
    }

    private static List<JsonElement>? Numbers(NumberRange range)
    {
        if (range.Low is not { } low
            || range.High is not { } high
            || !(high.Value <= DecimalNumber.Of(low.Value.Units + (MostNumbers * BigInteger.Pow(10, low.Value.Scale)), low.Value.Scale)))
            return null;
        var first = BigInteger.Divide(low.Value.Units, BigInteger.Pow(10, low.Value.Scale)) - 1;
        return [.. Enumerable.Range(0, MostNumbers + 3).Select(i => new DecimalNumber(first + i, 0)).Where(range.Contains).Select(
            number => Parsed(number.WholeDigits, number.Units.Sign < 0))];
    }

    private static JsonElement Parsed(string json, bool isNegative = false) => JsonElement.Parse(isNegative ? "-" + json : json);
}
