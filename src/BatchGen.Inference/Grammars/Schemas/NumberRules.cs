using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;
using BatchGen.Inference.Grammars.Rules;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Numbers: bounds and steps by automata over their digits.</summary>
internal sealed class NumberRules(SchemaCompiler compiler)
{
    private readonly Dictionary<NumberRange, Automaton> _ranges = [];

    public RuleNode Of(Conjunction all, bool isInteger)
    {
        var range = RangeOf(all, isInteger);
        string[] forbidden = [.. Forbidden(all, isInteger)];
        if (range.IsPlain && forbidden.Length == 0)
            return RuleNode.Shared(isInteger ? "integer" : "number");
        var keyword = KeywordOf(all);
        var path = all.PathOf(keyword);
        var numbers = Conjunctions.Held(keyword, path, () => Numbers(range));
        if (forbidden.Length > 0)
            numbers = Conjunctions.Held("not", path, () => numbers.Except(Automaton.OfWords(forbidden, compiler.Schemas.Budget), compiler.Schemas.Budget));
        return numbers.IsEmpty ? compiler.Contradiction(keyword, path) : compiler.Rules.AddNumber(numbers);
    }

    public static NumberRange RangeOf(Conjunction all, bool isInteger) =>
        all.Parts.Aggregate(
            isInteger ? NumberRange.All with { Step = DecimalNumber.One } : NumberRange.All, (range, part) => range.Intersect(SchemaNumbers.RangeOf(part)));

    private Automaton Numbers(NumberRange range) =>
        _ranges.TryGetValue(range, out var known) ? known : _ranges[range] = NumberLanguage.Of(range, compiler.Schemas.Budget);

    private static IEnumerable<string> Forbidden(Conjunction all, bool isInteger)
    {
        foreach (var part in all.Parts)
        {
            foreach (var value in part.Not?.Values.Where(value => value.ValueKind == JsonValueKind.Number) ?? [])
            {
                if (!isInteger)
                    throw SchemaException.NotHeld("not", part.Path, "one number can be written in many ways; only whole numbers can be left out");
                var number = DecimalNumber.Parse(value.GetRawText()) ?? throw SchemaException.NotHeld("not", part.Path, "its number is out of bounds");
                if (number.IsWhole)
                    yield return number.Units.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (number.Units.IsZero)
                    yield return "-0";
            }
        }
    }

    private static string KeywordOf(Conjunction all) =>
        ((string[])["multipleOf", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "format", "not"]).FirstOrDefault(
            keyword => all.Parts.Any(part => part.Has(keyword))) ?? "type";
}
