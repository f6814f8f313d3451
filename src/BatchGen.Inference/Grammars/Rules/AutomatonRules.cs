using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>
/// An automaton as rules: a state that ways meet in is a rule. They leave no choice, so a text has one way through them,
/// which is what keeps llama.cpp's grammars fast.
/// </summary>
internal sealed class AutomatonRules
{
    /// <summary>Behind a backslash, what stands for a character that cannot stand for itself.</summary>
    private static readonly Dictionary<int, char> Escapes = new()
    {
        ['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',
    };

    private static readonly CharSet Raw = CharSet.Of(new CharRange(0, 0x1F), new('"', '"'), new('\\', '\\'), new(0x7F, 0x7F)).Complement();

    private readonly RuleSet _rules;
    private readonly Automaton _automaton;
    private readonly bool _isText;
    private readonly int[] _ways;
    private readonly RuleReference?[] _named;
    private readonly Queue<int> _open = new();

    public AutomatonRules(RuleSet rules, Automaton automaton, bool isText)
    {
        (_rules, _automaton, _isText) = (rules, automaton, isText);
        _ways = new int[automaton.States.Count];
        _named = new RuleReference?[automaton.States.Count];
        foreach (var state in automaton.States)
        {
            foreach (var target in state.Edges.Select(edge => edge.Target).Distinct())
                _ways[target]++;
        }
    }

    public RuleReference Add()
    {
        var first = Named(0);
        while (_open.TryDequeue(out var state))
            _rules.Define(_named[state]!, BodyOf(state));
        return first;
    }

    private RuleReference Named(int state)
    {
        if (_named[state] is { } known)
            return known;
        _open.Enqueue(state);
        return _named[state] = _rules.Reserve();
    }

    private RuleNode BodyOf(int state)
    {
        var ways = _automaton.States[state].Edges.GroupBy(edge => edge.Target).Select(way => Way(way));
        return RuleNode.Choice(_automaton.States[state].Accepts ? [.. ways, _isText ? RuleNode.Literal("\"") : RuleNode.Nothing] : ways);
    }

    /// <summary>Goes on as long as there is one way only and nothing else leads into it.</summary>
    private RuleNode Way(IGrouping<int, AutomatonEdge> way)
    {
        var parts = new List<RuleNode> { Written(way) };
        var at = way.Key;
        while (_ways[at] == 1
            && at != 0
            && _named[at] is null
            && _automaton.States[at] is { Accepts: false } next
            && next.Edges.All(edge => edge.Target == next.Edges[0].Target))
        {
            parts.Add(Written(next.Edges));
            at = next.Edges[0].Target;
        }

        // An end without a way on needs no rule of its own.
        var isEnd = _ways[at] == 1 && _automaton.States[at] is { Accepts: true, Edges.Count: 0 };
        parts.Add(!isEnd ? Named(at) : _isText ? RuleNode.Literal("\"") : RuleNode.Nothing);
        return RuleNode.Sequence(parts);
    }

    private RuleNode Written(IEnumerable<AutomatonEdge> edges)
    {
        var set = CharSet.Of(edges.Select(edge => new CharRange(edge.First, edge.Last)));
        if (!_isText)
            return Chars(set);
        var escaped = CharSet.Of(Escapes.Where(escape => set.Contains(escape.Key)).Select(escape => new CharRange(escape.Value, escape.Value)));
        var escape = escaped.IsEmpty ? RuleNode.Never : RuleNode.Sequence(RuleNode.Literal("\\"), Chars(escaped));
        return RuleNode.Choice(Chars(set.Intersect(Raw)), escape);
    }

    private static RuleNode Chars(CharSet set) => set.IsEmpty ? RuleNode.Never : new RuleChars(set);
}
