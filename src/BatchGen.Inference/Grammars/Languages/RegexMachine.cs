namespace BatchGen.Inference.Grammars.Languages;

/// <summary>
/// The texts in which an expression finds something, as an automaton: Thompson's construction, then the sets of its states
/// (Aho, Sethi, Ullman, "Compilers", section 3.7).
/// </summary>
internal sealed class RegexMachine
{
    private const int MostStates = 4_000;

    private readonly List<State> _states = [];
    private readonly List<CharSet> _sets = [];
    private readonly WorkBudget _budget;
    private readonly bool _isWide;
    private List<CharSet> _classes = [];
    private bool[][] _isInClass = [];

    private RegexMachine(WorkBudget budget, bool isWide)
    {
        _budget = budget;
        _isWide = isWide;
    }

    private enum Kind
    {
        Chars,
        Fork,
        Start,
        End,
        Found,
    }

    /// <param name="isWide">The expression was read the wide way.</param>
    /// <exception cref="LanguageException">It has too many states.</exception>
    public static Automaton Search(RegexNode node, bool isWide, WorkBudget budget)
    {
        var machine = new RegexMachine(budget, isWide);
        var found = machine.Add(new State(Kind.Found, 0, 0, 0));
        var body = machine.Build(node, found);
        // Whatever stands before it: the expression may begin anywhere.
        var loop = machine.Add(new State(Kind.Fork, 0, body, 0));
        var any = machine.Add(new State(Kind.Chars, machine.SetOf(CharSet.All), loop, 0));
        machine._states[loop] = machine._states[loop] with { Second = any };
        machine.FindClasses();
        return machine.Explore(loop, found);
    }

    /// <returns>The state in which the part begins.</returns>
    private int Build(RegexNode node, int next)
    {
        switch (node)
        {
            case RegexChars chars:
                // Half a pair counts as one character where validators count units of UTF-16.
                return Add(new State(Kind.Chars, SetOf(chars.IsOpen && !_isWide ? chars.Set.Intersect(CharSet.Plane0) : chars.Set), next, 0));
            case RegexSequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                    next = Build(sequence.Parts[i], next);
                return next;
            case RegexChoice choice:
                var start = Build(choice.Alternatives[^1], next);
                for (var i = choice.Alternatives.Count - 2; i >= 0; i--)
                    start = Add(new State(Kind.Fork, 0, Build(choice.Alternatives[i], next), start));
                return start;
            case RegexRepetition repetition:
                return Repeat(repetition, next);
            case RegexAnchor anchor:
                return Add(new State(anchor.IsStart ? Kind.Start : Kind.End, 0, next, 0));
            default:
                throw new LanguageException("a lookahead is held only where the expression begins");
        }
    }

    private int Repeat(RegexRepetition repetition, int next)
    {
        if (repetition.Most is { } most)
        {
            var end = next;
            for (var i = repetition.Least; i < most; i++)
                next = Add(new State(Kind.Fork, 0, Build(repetition.Part, next), end));
        }
        else
        {
            var loop = Add(new State(Kind.Fork, 0, 0, next));
            _states[loop] = _states[loop] with { First = BuildOften(repetition.Part, loop) };
            next = loop;
        }

        for (var i = 0; i < repetition.Least; i++)
            next = Build(repetition.Part, next);
        return next;
    }

    /// <summary>Repeated without end, a pair may count as one or two.</summary>
    private int BuildOften(RegexNode part, int loop) => part switch
    {
        RegexChars chars => Add(new State(Kind.Chars, SetOf(chars.Set), loop, 0)),
        RegexSequence { Parts: [RegexChars only] } => BuildOften(only, loop),
        _ => Build(part, loop),
    };

    private int Add(State state)
    {
        if (_states.Count >= MostStates)
            throw new LanguageException("it repeats too much");
        _budget.Spend(1);
        _states.Add(state);
        return _states.Count - 1;
    }

    private int SetOf(CharSet set)
    {
        var known = _sets.FindIndex(other => ReferenceEquals(other, set) || other.Ranges.SequenceEqual(set.Ranges));
        _budget.Spend(_sets.Count);
        if (known >= 0)
            return known;
        _sets.Add(set);
        return _sets.Count - 1;
    }

    /// <summary>Characters that no set of the expression tells apart are one class.</summary>
    private void FindClasses()
    {
        int[] borders = [.. _sets.SelectMany(set => set.Ranges).SelectMany(range => new[] { range.First, range.Last + 1 }).Distinct().Order()];
        var ranges = new Dictionary<int[], List<CharRange>>(IntegersComparer.Instance);
        for (var i = 0; i + 1 < borders.Length; i++)
        {
            int[] sets = [.. Enumerable.Range(0, _sets.Count).Where(set => _sets[set].Contains(borders[i]))];
            _budget.Spend(_sets.Count);
            if (sets.Length == 0)
                continue;
            if (!ranges.TryGetValue(sets, out var list))
                ranges[sets] = list = [];
            list.Add(new CharRange(borders[i], borders[i + 1] - 1));
        }

        _classes = [.. ranges.Values.Select(list => new CharSet(list))];
        int[][] members = [.. ranges.Keys];
        _isInClass = [.. Enumerable.Range(0, _sets.Count).Select(set => members.Select(sets => Array.BinarySearch(sets, set) >= 0).ToArray())];
    }

    private Automaton Explore(int start, int found)
    {
        var sets = new Dictionary<int[], int>(IntegersComparer.Instance);
        var order = new List<int[]>();
        int Number(int[] set)
        {
            if (sets.TryGetValue(set, out var known))
                return known;
            order.Add(set);
            return sets[set] = order.Count - 1;
        }

        int[] done = [found];
        // -1 marks the beginning of the text, which no other set has.
        var first = Number([-1, .. Closure([start], isAtStart: true, isAtEnd: false)]);
        return Automaton.Explore(
            first,
            number => Closure(order[number], isAtStart: order[number][0] < 0, isAtEnd: true).Contains(found),
            number => Moves(order[number], found, done).Select(move => (move.Class, Number: Number(move.Set)))
                .SelectMany(move => _classes[move.Class].Ranges.Select(range => new AutomatonStep<int>(range.First, range.Last, move.Number))),
            _budget);
    }

    private IEnumerable<Move> Moves(int[] set, int found, int[] done)
    {
        if (Array.IndexOf(set, found) >= 0)
        {
            // What was found stays found, whatever follows.
            for (var i = 0; i < _classes.Count; i++)
                yield return new Move(i, done);
            yield break;
        }

        State[] readers = [.. set.Where(state => state >= 0 && _states[state].Kind == Kind.Chars).Select(state => _states[state])];
        for (var i = 0; i < _classes.Count; i++)
        {
            _budget.Spend(readers.Length + 1);
            int[] targets = [.. readers.Where(reader => _isInClass[reader.Set][i]).Select(reader => reader.First).Distinct()];
            if (targets.Length == 0)
                continue;
            var closure = Closure(targets, isAtStart: false, isAtEnd: false);
            yield return new Move(i, Array.IndexOf(closure, found) >= 0 ? done : closure);
        }
    }

    /// <summary>What is reached without reading; sorted.</summary>
    private int[] Closure(IEnumerable<int> from, bool isAtStart, bool isAtEnd)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(from.Where(state => state >= 0));
        while (open.TryPop(out var state))
        {
            if (!reached.Add(state))
                continue;
            var at = _states[state];
            if (at.Kind == Kind.Fork || (at.Kind == Kind.Start && isAtStart) || (at.Kind == Kind.End && isAtEnd))
                open.Push(at.First);
            if (at.Kind == Kind.Fork)
                open.Push(at.Second);
        }

        _budget.Spend(reached.Count);
        // Forks say nothing more once they are followed, nor does a beginning that is over.
        int[] kept = [.. reached.Where(state => _states[state].Kind is not Kind.Fork and not Kind.Start)];
        Array.Sort(kept);
        return kept;
    }

    /// <param name="Set">The number of a set of characters, for <see cref="Kind.Chars"/>.</param>
    private readonly record struct State(Kind Kind, int Set, int First, int Second);

    private readonly record struct Move(int Class, int[] Set);
}
