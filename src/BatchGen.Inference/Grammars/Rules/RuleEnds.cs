namespace BatchGen.Inference.Grammars.Rules;

/// <summary>Finds the rules that come to an end: a rule that always needs another of its kind never does.</summary>
internal static class RuleEnds
{
    public static bool[] Of(IReadOnlyList<RuleNode> bodies)
    {
        var ends = new bool[bodies.Count];
        var users = new List<int>[bodies.Count];
        for (var i = 0; i < bodies.Count; i++)
            users[i] = [];
        for (var i = 0; i < bodies.Count; i++)
        {
            foreach (var used in Uses(bodies[i]).Distinct())
                users[used].Add(i);
        }

        var open = new Queue<int>(Enumerable.Range(0, bodies.Count));
        while (open.TryDequeue(out var rule))
        {
            if (ends[rule] || !Ends(bodies[rule], ends))
                continue;
            ends[rule] = true;
            foreach (var user in users[rule])
                open.Enqueue(user);
        }

        return ends;
    }

    private static IEnumerable<int> Uses(RuleNode node) => node switch
    {
        RuleReference reference => [reference.Rule],
        RuleSequence sequence => sequence.Parts.SelectMany(Uses),
        RuleChoice choice => choice.Alternatives.SelectMany(Uses),
        RuleRepetition repetition => Uses(repetition.Part),
        _ => [],
    };

    private static bool Ends(RuleNode node, bool[] ends) => node switch
    {
        RuleNever => false,
        RuleReference reference => ends[reference.Rule],
        RuleSequence sequence => sequence.Parts.All(part => Ends(part, ends)),
        RuleChoice choice => choice.Alternatives.Any(one => Ends(one, ends)),
        RuleRepetition repetition => repetition.Least == 0 || Ends(repetition.Part, ends),
        _ => true,
    };
}
