using System.Runtime.CompilerServices;

namespace BatchGen.Inference.Grammars;

/// <summary>Follows the references between rules.</summary>
internal sealed class GbnfWalk(IReadOnlyDictionary<string, GbnfNode> rules)
{
    private readonly HashSet<string> _mayBeEmpty = [];
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _done = [];

    public void RequireDefined(GbnfNode node)
    {
        if (node is GbnfReference reference && !rules.ContainsKey(reference.Name))
            throw new GrammarException($"The grammar refers to the rule \"{reference.Name}\", which it does not have.");
        foreach (var child in ChildrenOf(node))
            RequireDefined(child);
    }

    /// <summary>No rule may come back to itself, and nothing may be repeated, without a character read in between.</summary>
    public void RequireProgress()
    {
        // Each turn may make other rules ones that can be empty. To and fro: chains of them run either way.
        string[] order = [.. rules.Keys];
        for (var before = -1; before != _mayBeEmpty.Count; Array.Reverse(order))
        {
            before = _mayBeEmpty.Count;
            foreach (var name in order.Where(name => MayBeEmpty(rules[name])))
                _mayBeEmpty.Add(name);
        }

        foreach (var name in rules.Keys)
            Visit(name);
    }

    private void Visit(string name)
    {
        if (_done.Contains(name))
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_open.Add(name))
            throw new GrammarException($"The rule \"{name}\" of the grammar comes back to itself without reading a character.");
        VisitFirst(rules[name]);
        _open.Remove(name);
        _done.Add(name);
    }

    /// <summary>Goes to whatever may be read first.</summary>
    private void VisitFirst(GbnfNode node)
    {
        switch (node)
        {
            case GbnfReference reference:
                Visit(reference.Name);
                break;
            case GbnfChoice choice:
                foreach (var alternative in choice.Alternatives)
                    VisitFirst(alternative);
                break;
            case GbnfRepetition repetition:
                if (MayBeEmpty(repetition.Part))
                    throw new GrammarException("The grammar repeats something that may be empty.");
                VisitFirst(repetition.Part);
                break;
            case GbnfSequence sequence:
                VisitSequence(sequence);
                break;
        }
    }

    private void VisitSequence(GbnfSequence sequence)
    {
        var isFirst = true;
        foreach (var part in sequence.Parts)
        {
            if (isFirst)
                VisitFirst(part);
            else
                RequireRepetitions(part);
            isFirst = isFirst && MayBeEmpty(part);
        }
    }

    private void RequireRepetitions(GbnfNode node)
    {
        if (node is GbnfRepetition repetition && MayBeEmpty(repetition.Part))
            throw new GrammarException("The grammar repeats something that may be empty.");
        foreach (var child in ChildrenOf(node))
            RequireRepetitions(child);
    }

    private bool MayBeEmpty(GbnfNode node) => node switch
    {
        GbnfNothing => true,
        GbnfReference reference => _mayBeEmpty.Contains(reference.Name),
        GbnfSequence sequence => sequence.Parts.All(MayBeEmpty),
        GbnfChoice choice => choice.Alternatives.Any(MayBeEmpty),
        GbnfRepetition repetition => repetition.AtLeast == 0 || MayBeEmpty(repetition.Part),
        _ => false,
    };

    private static IReadOnlyList<GbnfNode> ChildrenOf(GbnfNode node) => node switch
    {
        GbnfSequence sequence => sequence.Parts,
        GbnfChoice choice => choice.Alternatives,
        GbnfRepetition repetition => [repetition.Part],
        _ => [],
    };
}
