using BatchGen.Inference.Grammars.Schemas;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>
/// The members of an object: each of those with names in their order or, where it may be, left out; then any number of others.
/// The number of members is counted only where it could leave its bounds.
/// </summary>
/// <param name="other">A member without a name of its own; never, where there is none.</param>
/// <param name="most">Null for any number.</param>
internal sealed class MemberRules(RuleSet rules, IReadOnlyList<ObjectMember> members, RuleNode other, int least, int? most)
{
    private static readonly RuleNode Space = RuleNode.Shared("ws");
    private static readonly RuleNode Comma = RuleNode.Sequence(RuleNode.Literal(","), Space);

    private readonly Dictionary<Place, RuleReference> _known = [];
    private readonly RuleReference?[] _pairs = new RuleReference?[members.Count];
    private readonly bool _isCounted = least > members.Count(member => member.IsRequired)
        || most < members.Count
        || (most is not null && other is not RuleNever);
    private readonly RuleReference _other = rules.Add(RuleNode.Sequence(Comma, other));

    public RuleNode Braces()
    {
        // From the end on, so that nothing is followed deeper than one step.
        for (var i = members.Count; i > 0; i--)
        {
            for (var count = 0; count <= (_isCounted ? i : 0); count++)
                Members(new Place(i, count));
        }

        var filled = most == 0 ? RuleNode.Never : Members(new Place(0, 0));
        var mayBeEmpty = least == 0 && !members.Any(member => member.IsRequired);
        return RuleNode.Choice(
            RuleNode.Sequence(RuleNode.Literal("{"), Space, filled, Space, RuleNode.Literal("}")),
            mayBeEmpty ? RuleNode.Sequence(RuleNode.Literal("{"), Space, RuleNode.Literal("}")) : RuleNode.Never);
    }

    /// <summary>At least one member, from a place on.</summary>
    private RuleReference Members(Place at)
    {
        if (_known.TryGetValue(at, out var known))
            return known;
        var rule = rules.Reserve();
        _known[at] = rule;
        rules.Define(rule, at.Index == members.Count ? Others(at.Count) : RuleNode.Choice(
            RuleNode.Sequence(Pair(at.Index), Rest(new Place(at.Index + 1, Count(at)))),
            members[at.Index].IsRequired ? RuleNode.Never : Members(at with { Index = at.Index + 1 })));
        return rule;
    }

    /// <summary>What may follow a member: more of them, or nothing.</summary>
    private RuleNode Rest(Place at)
    {
        var mayEnd = (!_isCounted || at.Count >= least) && !members.Skip(at.Index).Any(member => member.IsRequired);
        var mayGoOn = !_isCounted || most is null || at.Count < most;
        return RuleNode.Choice(
            mayGoOn ? RuleNode.Sequence(Comma, Members(at)) : RuleNode.Never,
            mayEnd ? RuleNode.Nothing : RuleNode.Never);
    }

    private RuleNode Others(int before)
    {
        // Their names may be the same: no more than one of them is sure to count.
        var isEnough = !_isCounted || before + 1 >= least;
        int? more = _isCounted && most is { } bound ? bound - before - 1 : null;
        return isEnough && more is null or >= 0 ? RuleNode.Sequence(other, rules.Repeat(_other, 0, more > 10_000 ? 10_000 : more)) : RuleNode.Never;
    }

    private RuleReference Pair(int index) => _pairs[index] ??= rules.Add(members[index].Pair());

    private int Count(Place at) => _isCounted ? at.Count + 1 : 0;

    /// <param name="Count">Members before it; 0 where they are not counted.</param>
    private readonly record struct Place(int Index, int Count);
}
