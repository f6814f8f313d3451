namespace BatchGen.Inference.Grammars.Languages;

/// <param name="Target">The number of a state.</param>
internal readonly record struct AutomatonEdge(int First, int Last, int Target);

/// <param name="Edges">Sorted; no character is on two of them. A character on none ends in refusal.</param>
internal sealed record AutomatonState(bool Accepts, IReadOnlyList<AutomatonEdge> Edges);

/// <summary>A step from one state to another, before states have numbers.</summary>
internal readonly record struct AutomatonStep<TState>(int First, int Last, TState Target);

/// <summary>A set of texts as a deterministic finite automaton over Unicode code points.</summary>
/// <param name="States">The first is where a text begins.</param>
internal sealed record Automaton(IReadOnlyList<AutomatonState> States)
{
    /// <summary>A state becomes a rule of the grammar.</summary>
    public const int MostStates = 2_000;

    /// <summary>Each range of characters is some letters of the grammar.</summary>
    private const int MostEdges = 8_000;

    /// <summary>States that stand for a hundred others are worth finding; a long chain has none.</summary>
    private const int MostRefinements = 100;

    public static Automaton Nothing { get; } = new([new AutomatonState(false, [])]);

    public static Automaton Anything { get; } = new(
        [new AutomatonState(true, [.. CharSet.All.Ranges.Select(range => new AutomatonEdge(range.First, range.Last, 0))])]);

    public bool IsEmpty => !States.Any(state => state.Accepts);

    /// <summary>Follows every step from the first state on.</summary>
    /// <param name="next">Steps that share no character; their order does not matter.</param>
    /// <exception cref="LanguageException">There are too many states.</exception>
    public static Automaton Explore<TState>(TState first, Func<TState, bool> accepts, Func<TState, IEnumerable<AutomatonStep<TState>>> next, WorkBudget budget)
        where TState : notnull => Found(first, accepts, next, budget).Reduced(budget);

    private static Automaton Found<TState>(TState first, Func<TState, bool> accepts, Func<TState, IEnumerable<AutomatonStep<TState>>> next, WorkBudget budget)
        where TState : notnull
    {
        var numbers = new Dictionary<TState, int> { [first] = 0 };
        var found = new List<TState> { first };
        var states = new List<AutomatonState>();
        for (var i = 0; i < found.Count; i++)
        {
            var edges = new List<AutomatonEdge>();
            foreach (var step in next(found[i]))
            {
                if (!numbers.TryGetValue(step.Target, out var target))
                {
                    numbers[step.Target] = target = found.Count;
                    found.Add(step.Target);
                    if (found.Count > 2 * MostStates)
                        throw new LanguageException("it tells too many texts apart");
                }

                edges.Add(new AutomatonEdge(step.First, step.Last, target));
            }

            budget.Spend(edges.Count + 1);
            edges.Sort((left, right) => left.First.CompareTo(right.First));
            states.Add(new AutomatonState(accepts(found[i]), edges));
        }

        return new Automaton(states);
    }

    public static Automaton OfWords(IEnumerable<string> words, WorkBudget budget)
    {
        int[][] sorted = [.. words.Select(word => word.EnumerateRunes().Select(rune => rune.Value).ToArray())];
        var root = new WordNode();
        foreach (var word in sorted)
        {
            var node = root;
            foreach (var character in word)
            {
                budget.Spend(1);
                node = node.Next.TryGetValue(character, out var known) ? known : node.Next[character] = new WordNode();
            }

            node.IsWord = true;
        }

        return Explore(root, node => node.IsWord, node => node.Next.Select(next => new AutomatonStep<WordNode>(next.Key, next.Key, next.Value)), budget);
    }

    public bool Matches(string text)
    {
        var state = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            state = Target(state, rune.Value);
            if (state < 0)
                return false;
        }

        return States[state].Accepts;
    }

    public Automaton Intersect(Automaton other, WorkBudget budget) => Combine(other, (mine, theirs) => mine && theirs, StatePair.IsWhole, budget);

    public Automaton Except(Automaton other, WorkBudget budget) => Combine(other, (mine, theirs) => mine && !theirs, pair => pair.Left >= 0, budget);

    public Automaton Union(Automaton other, WorkBudget budget) => Combine(other, (mine, theirs) => mine || theirs, _ => true, budget);

    /// <summary>Only texts of so many characters.</summary>
    /// <param name="most">Null for any number.</param>
    public Automaton OfLength(int least, int? most, WorkBudget budget)
    {
        var cap = most ?? least;
        // States with other counts are hardly ever one: looking for them would be most of the work.
        return Found(
            new StatePair(0, 0),
            at => States[at.Left].Accepts && at.Right >= least,
            at => most is { } end && at.Right >= end
                ? []
                : States[at.Left].Edges.Select(
                    edge => new AutomatonStep<StatePair>(edge.First, edge.Last, new StatePair(edge.Target, Math.Min(at.Right + 1, cap)))),
            budget).Trimmed().Limited();
    }

    /// <summary>Characters of the shortest text; 0 when there is none.</summary>
    public int Shortest()
    {
        var distance = new Dictionary<int, int> { [0] = 0 };
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out var state))
        {
            if (States[state].Accepts)
                return distance[state];
            foreach (var target in States[state].Edges.Select(edge => edge.Target).Where(target => distance.TryAdd(target, distance[state] + 1)))
                open.Enqueue(target);
        }

        return 0;
    }

    /// <summary>Characters of the longest text; null when texts go on without end. No state may lead nowhere.</summary>
    public int? Longest()
    {
        var ways = new int[States.Count];
        foreach (var edge in States.SelectMany(state => state.Edges))
            ways[edge.Target]++;
        var distance = new int[States.Count];
        var open = new Queue<int>(ways[0] == 0 ? [0] : []);
        var seen = 0;
        while (open.TryDequeue(out var state))
        {
            seen++;
            foreach (var edge in States[state].Edges)
            {
                distance[edge.Target] = Math.Max(distance[edge.Target], distance[state] + 1);
                if (--ways[edge.Target] == 0)
                    open.Enqueue(edge.Target);
            }
        }

        return seen == States.Count ? distance.Max() : null;
    }

    private int Target(int state, int character)
    {
        foreach (var edge in States[state].Edges)
        {
            if (character < edge.First)
                return -1;
            if (character <= edge.Last)
                return edge.Target;
        }

        return -1;
    }

    private Automaton Combine(Automaton other, Func<bool, bool, bool> accepts, Func<StatePair, bool> isWorthIt, WorkBudget budget) => Explore(
        new StatePair(0, 0),
        pair => accepts(pair.Left >= 0 && States[pair.Left].Accepts, pair.Right >= 0 && other.States[pair.Right].Accepts),
        pair => Steps(pair.Left < 0 ? [] : States[pair.Left].Edges, pair.Right < 0 ? [] : other.States[pair.Right].Edges).Where(step => isWorthIt(step.Target)),
        budget);

    /// <summary>Cuts the ranges of both where either has a border.</summary>
    private static IEnumerable<AutomatonStep<StatePair>> Steps(IReadOnlyList<AutomatonEdge> left, IReadOnlyList<AutomatonEdge> right)
    {
        var i = 0;
        var j = 0;
        var at = 0;
        while (i < left.Count || j < right.Count)
        {
            var mine = i < left.Count ? left[i] : new AutomatonEdge(int.MaxValue, int.MaxValue, -1);
            var theirs = j < right.Count ? right[j] : new AutomatonEdge(int.MaxValue, int.MaxValue, -1);
            var first = Math.Max(at, Math.Min(mine.First, theirs.First));
            var isMine = mine.First <= first;
            var isTheirs = theirs.First <= first;
            var last = Math.Min(isMine ? mine.Last : mine.First - 1, isTheirs ? theirs.Last : theirs.First - 1);
            yield return new AutomatonStep<StatePair>(first, last, new StatePair(isMine ? mine.Target : -1, isTheirs ? theirs.Target : -1));
            at = last + 1;
            if (mine.Last < at)
                i++;
            if (theirs.Last < at)
                j++;
        }
    }

    /// <summary>Without states that lead nowhere, and one for all that go on alike.</summary>
    private Automaton Reduced(WorkBudget budget)
    {
        var live = Trimmed();
        return live.IsEmpty ? Nothing : live.Merged(budget).Limited();
    }

    private Automaton Limited() =>
        States.Count <= MostStates && States.Sum(state => state.Edges.Count) <= MostEdges ? this : throw new LanguageException("it tells too many texts apart");

    private Automaton Trimmed()
    {
        var sources = new List<int>[States.Count];
        for (var i = 0; i < States.Count; i++)
            sources[i] = [];
        for (var i = 0; i < States.Count; i++)
        {
            foreach (var edge in States[i].Edges)
                sources[edge.Target].Add(i);
        }

        var isLive = new bool[States.Count];
        var open = new Stack<int>(Enumerable.Range(0, States.Count).Where(i => States[i].Accepts));
        while (open.TryPop(out var state))
        {
            if (isLive[state])
                continue;
            isLive[state] = true;
            foreach (var source in sources[state])
                open.Push(source);
        }

        return isLive[0] ? Renumbered(i => isLive[i] ? i : -1, States.Count) : Nothing;
    }

    /// <summary>Moore's refinement: states are one until something tells them apart.</summary>
    private Automaton Merged(WorkBudget budget)
    {
        int[] group = [.. States.Select(state => state.Accepts ? 1 : 0)];
        var count = group.Distinct().Count();
        for (var round = 0; round < MostRefinements; round++)
        {
            var groups = new Dictionary<int[], int>(IntegersComparer.Instance);
            var next = new int[States.Count];
            for (var i = 0; i < States.Count; i++)
            {
                var signature = Signature(i, group);
                budget.Spend(signature.Length);
                if (!groups.TryGetValue(signature, out next[i]))
                    groups[signature] = next[i] = groups.Count;
            }

            group = next;
            if (groups.Count == count)
                return Renumbered(i => group[i], count);
            count = groups.Count;
        }

        return this;
    }

    private int[] Signature(int state, int[] group)
    {
        var signature = new List<int> { group[state] };
        var last = -2;
        foreach (var edge in States[state].Edges)
        {
            if (edge.First == last + 1 && signature[^1] == group[edge.Target])
            {
                signature[^2] = edge.Last;
            }
            else
            {
                signature.Add(edge.First);
                signature.Add(edge.Last);
                signature.Add(group[edge.Target]);
            }

            last = edge.Last;
        }

        return [.. signature];
    }

    /// <param name="number">A state's number in the new one; below 0 leaves it out.</param>
    private Automaton Renumbered(Func<int, int> number, int count)
    {
        // In the order of the first way to each: the first state stays the first.
        var order = new int[count];
        Array.Fill(order, -1);
        var found = new List<int> { 0 };
        order[number(0)] = 0;
        var states = new List<AutomatonState>();
        for (var i = 0; i < found.Count; i++)
        {
            var edges = new List<AutomatonEdge>();
            foreach (var edge in States[found[i]].Edges)
            {
                var target = number(edge.Target);
                if (target < 0)
                    continue;
                if (order[target] < 0)
                {
                    order[target] = found.Count;
                    found.Add(edge.Target);
                }

                if (edges.Count > 0 && edges[^1].Last + 1 == edge.First && edges[^1].Target == order[target])
                    edges[^1] = edges[^1] with { Last = edge.Last };
                else
                    edges.Add(new AutomatonEdge(edge.First, edge.Last, order[target]));
            }

            states.Add(new AutomatonState(States[found[i]].Accepts, edges));
        }

        return new Automaton(states);
    }

    private readonly record struct StatePair(int Left, int Right)
    {
        public static bool IsWhole(StatePair pair) => pair.Left >= 0 && pair.Right >= 0;
    }

    private sealed class WordNode
    {
        public Dictionary<int, WordNode> Next { get; } = [];

        public bool IsWord { get; set; }
    }
}

internal sealed class IntegersComparer : IEqualityComparer<int[]>
{
    public static IntegersComparer Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        foreach (var value in obj)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
