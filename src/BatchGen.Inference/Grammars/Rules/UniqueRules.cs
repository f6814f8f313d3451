using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>
/// Some of a few values, each once at most. Up to six may come in any order; of more, an order is kept to, because every
/// order would be a rule for every set of them.
/// </summary>
/// <param name="comma">Between two.</param>
/// <param name="least">Of how many; 0 is met outside.</param>
internal sealed class UniqueRules(RuleSet rules, IReadOnlyList<string> values, RuleNode comma, int least, int most)
{
    private const int MostInAnyOrder = 6;
    private const int MostStates = 3_000;

    private readonly Dictionary<Taken, RuleNode> _known = [];

    /// <returns>At least one of them.</returns>
    public RuleNode Filled()
    {
        if (values.Count > MostInAnyOrder && values.Count * (long)(IsCounted ? most : 1) > MostStates)
            throw new LanguageException("there are too many values to count them");
        return Next(new Taken(0, 0));
    }

    private bool IsCounted => least > 1 || most < values.Count;

    /// <summary>One more value, and what may follow it.</summary>
    private RuleNode Next(Taken taken)
    {
        if (_known.TryGetValue(taken, out var known))
            return known;
        var rule = rules.Reserve();
        _known[taken] = rule;
        if (values.Count <= MostInAnyOrder)
        {
            rules.Define(rule, RuleNode.Choice(Enumerable.Range(0, values.Count).Where(i => (taken.Values & (1 << i)) == 0)
                .Select(i => RuleNode.Sequence(RuleNode.Literal(values[i]), After(new Taken(taken.Values | (1 << i), taken.Count + 1))))));
            return rule;
        }

        // In order: this value and then later ones, or later ones only.
        var at = taken.Values;
        var with = RuleNode.Sequence(RuleNode.Literal(values[at]), After(new Taken(at + 1, IsCounted ? taken.Count + 1 : 1)));
        rules.Define(rule, at + 1 < values.Count ? RuleNode.Choice(with, Next(taken with { Values = at + 1 })) : with);
        return rule;
    }

    private RuleNode After(Taken taken)
    {
        var isFull = (IsCounted && taken.Count >= most)
            || (values.Count <= MostInAnyOrder ? taken.Values == (1 << values.Count) - 1 : taken.Values >= values.Count);
        var more = isFull ? RuleNode.Never : RuleNode.Sequence(comma, Next(taken));
        return RuleNode.Choice(more, taken.Count >= least ? RuleNode.Nothing : RuleNode.Never);
    }

    /// <param name="Values">A bit for each, or, in order, how many are passed.</param>
    private readonly record struct Taken(int Values, int Count);
}
