using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>Writes rules in llama.cpp's notation: those that are needed, without any way that never ends.</summary>
internal sealed class RuleWriter
{
    private readonly RuleNode[] _bodies;
    private readonly Dictionary<int, IReadOnlyList<int>> _units = [];
    private readonly HashSet<int> _openUnits = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly Queue<int> _queue = new();
    private readonly string _prefix;

    private RuleWriter(RuleNode[] bodies, string prefix)
    {
        _bodies = bodies;
        _prefix = prefix;
    }

    /// <param name="prefix">Of the rules' names.</param>
    /// <returns>Null when no text can be written at all.</returns>
    /// <exception cref="RuleCircleException">A rule leads back to itself without a character in between.</exception>
    public static SchemaRules? Write(RuleSet rules, RuleReference root, string prefix)
    {
        var ends = RuleEnds.Of(rules.Bodies);
        if (!ends[root.Rule])
            return null;
        RuleNode[] live = [.. rules.Bodies.Select((body, rule) => ends[rule] ? Live(body, ends) : RuleNode.Never)];
        var writer = new RuleWriter(live, prefix);
        return writer.WriteFrom(root);
    }

    private SchemaRules WriteFrom(RuleReference root)
    {
        var text = new StringBuilder();
        var expression = Name(root.Rule);
        while (_queue.TryDequeue(out var rule))
        {
            text.Append(_names[rule]).Append(" ::= ");
            var body = UnitsOf(rule) is [var only] && only == rule ? _bodies[rule] : RuleNode.Choice(UnitsOf(rule).Select(unit => new RuleReference(unit)));
            Append(text, body, isInner: false);
            text.Append('\n');
        }

        return new SchemaRules(expression, text.ToString());
    }

    /// <summary>
    /// What a rule that only chooses among rules comes to. llama.cpp looks for left recursion without remembering where it was:
    /// choices of choices that meet again would keep it busy for ever.
    /// </summary>
    private IReadOnlyList<int> UnitsOf(int rule)
    {
        if (_units.TryGetValue(rule, out var known))
            return known;
        if (!_openUnits.Add(rule))
            throw new RuleCircleException(rule);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var units = _bodies[rule] switch
        {
            RuleReference alias => UnitsOf(alias.Rule),
            RuleChoice choice when choice.Alternatives.All(one => one is RuleReference) =>
                [.. choice.Alternatives.SelectMany(one => UnitsOf(((RuleReference)one).Rule)).Distinct()],
            _ => [rule],
        };
        _openUnits.Remove(rule);
        return _units[rule] = units;
    }

    private string Name(int rule)
    {
        if (UnitsOf(rule) is [var only] && only != rule)
            return Name(only);
        if (_names.TryGetValue(rule, out var name))
            return name;
        _queue.Enqueue(rule);
        return _names[rule] = string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_names.Count + 1}");
    }

    private static RuleNode Live(RuleNode node, bool[] ends) => node switch
    {
        RuleReference reference => ends[reference.Rule] ? node : RuleNode.Never,
        RuleSequence sequence => RuleNode.Sequence(sequence.Parts.Select(part => Live(part, ends))),
        RuleChoice choice => RuleNode.Choice(choice.Alternatives.Select(one => Live(one, ends))),
        RuleRepetition repetition => RuleNode.Repetition(Live(repetition.Part, ends), repetition.Least, repetition.Most),
        _ => node,
    };

    private void Append(StringBuilder text, RuleNode node, bool isInner)
    {
        switch (node)
        {
            case RuleText literal:
                text.Append(GbnfLiteral.Of(literal.Text));
                break;
            case RuleChars chars:
                text.Append(GbnfLiteral.Of(chars.Set));
                break;
            case RuleReference reference:
                text.Append(Name(reference.Rule));
                break;
            case RuleShared shared:
                text.Append(shared.Name);
                break;
            case RuleSequence { Parts.Count: 0 }:
                text.Append("\"\"");
                break;
            case RuleSequence sequence:
                AppendAll(text, sequence.Parts, " ");
                break;
            case RuleChoice choice:
                text.Append(isInner ? "(" : "");
                AppendAll(text, choice.Alternatives, " | ");
                text.Append(isInner ? ")" : "");
                break;
            case RuleRepetition repetition:
                Append(text, repetition.Part, isInner: true);
                text.Append(CultureInfo.InvariantCulture, $"{{{repetition.Least},{repetition.Most}}}");
                break;
        }
    }

    private void AppendAll(StringBuilder text, IReadOnlyList<RuleNode> nodes, string between)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            text.Append(i > 0 ? between : "");
            Append(text, nodes[i], isInner: true);
        }
    }
}

/// <param name="rule">The number of a rule of the circle.</param>
internal sealed class RuleCircleException(int rule) : Exception
{
    public int Rule { get; } = rule;
}
