using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>The rules of a grammar while it is made. A rule may be referred to before it is defined.</summary>
internal sealed class RuleSet
{
    public const int Most = 8_000;

    /// <summary>llama.cpp refuses 2,000, and makes a rule of each.</summary>
    private const int MostRepetitions = 512;
    private const int Block = 256;

    private readonly List<RuleNode> _bodies = [];
    private readonly Dictionary<Automaton, RuleReference> _texts = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Automaton>);
    private readonly Dictionary<Automaton, RuleReference> _numbers = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Automaton>);

    public IReadOnlyList<RuleNode> Bodies => _bodies;

    /// <exception cref="LanguageException">There are too many.</exception>
    public RuleReference Reserve()
    {
        if (_bodies.Count >= Most)
            throw new LanguageException($"it needs more than {Most:N0} rules");
        _bodies.Add(RuleNode.Never);
        return new RuleReference(_bodies.Count - 1);
    }

    public void Define(RuleReference rule, RuleNode body) => _bodies[rule.Rule] = body;

    public RuleReference Add(RuleNode body)
    {
        var rule = Reserve();
        Define(rule, body);
        return rule;
    }

    /// <summary>A JSON string whose text is one of these, from behind its opening quotation mark to its closing one.</summary>
    public RuleReference AddText(Automaton texts) => Remember(_texts, texts, () => new AutomatonRules(this, texts, isText: true).Add());

    /// <summary>A number that is one of these texts.</summary>
    public RuleReference AddNumber(Automaton numbers) => Remember(_numbers, numbers, () => new AutomatonRules(this, numbers, isText: false).Add());

    /// <summary>A part so many times; long repetitions are made of blocks, which are shared.</summary>
    /// <param name="most">Null for any number.</param>
    public RuleNode Repeat(RuleNode part, int least, int? most)
    {
        var one = part is RuleSequence or RuleChoice or RuleRepetition ? Add(part) : part;
        if (most <= MostRepetitions || (most is null && least <= MostRepetitions))
            return RuleNode.Repetition(one, least, most);
        var block = Add(RuleNode.Repetition(one, Block, Block));
        var start = RuleNode.Sequence(RuleNode.Repetition(block, least / Block, least / Block), RuleNode.Repetition(one, least % Block, least % Block));
        if (most is not { } bound)
            return RuleNode.Sequence(start, RuleNode.Repetition(one, 0, null));
        var more = bound - least;
        var blocks = Math.Max((more / Block) - 1, 0);
        return RuleNode.Sequence(start, RuleNode.Repetition(block, 0, blocks), RuleNode.Repetition(one, 0, more - (blocks * Block)));
    }

    private static RuleReference Remember(Dictionary<Automaton, RuleReference> known, Automaton automaton, Func<RuleReference> make) =>
        known.TryGetValue(automaton, out var rule) ? rule : known[automaton] = make();
}
