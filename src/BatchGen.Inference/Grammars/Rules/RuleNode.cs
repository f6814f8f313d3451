using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>A part of a rule that is still to be written.</summary>
internal abstract record RuleNode
{
    /// <summary>No text at all: whatever needs it cannot be written.</summary>
    public static RuleNode Never { get; } = new RuleNever();

    /// <summary>The empty text.</summary>
    public static RuleNode Nothing { get; } = new RuleSequence([]);

    public static RuleNode Literal(string text) => new RuleText(text);

    public static RuleNode Shared(string name) => new RuleShared(name);

    /// <summary>One after the other; never, when one of them never is.</summary>
    public static RuleNode Sequence(params IEnumerable<RuleNode> parts)
    {
        RuleNode[] all = [.. parts.SelectMany(part => part is RuleSequence inner ? inner.Parts : [part])];
        if (all.Any(part => part is RuleNever))
            return Never;
        return all.Length switch
        {
            0 => Nothing,
            1 => all[0],
            _ => new RuleSequence(all),
        };
    }

    /// <summary>One of them, those left out that never are.</summary>
    public static RuleNode Choice(params IEnumerable<RuleNode> alternatives)
    {
        var flat = alternatives.SelectMany(one => one is RuleChoice inner ? inner.Alternatives : [one]);
        RuleNode[] all = [.. flat.Where(one => one is not RuleNever).Distinct()];
        return all.Length switch
        {
            0 => Never,
            1 => all[0],
            _ => new RuleChoice(all),
        };
    }

    /// <param name="most">Null for any number.</param>
    public static RuleNode Repetition(RuleNode part, int least, int? most)
    {
        if (most == 0 || (part is RuleNever && least == 0))
            return Nothing;
        if (part is RuleNever)
            return Never;
        return least == 1 && most == 1 ? part : new RuleRepetition(part, least, most);
    }
}

internal sealed record RuleNever : RuleNode;

internal sealed record RuleText(string Text) : RuleNode;

internal sealed record RuleChars(CharSet Set) : RuleNode;

/// <param name="Rule">The number of a rule.</param>
internal sealed record RuleReference(int Rule) : RuleNode;

/// <param name="Name">Of one of <see cref="JsonGrammar.Rules"/>.</param>
internal sealed record RuleShared(string Name) : RuleNode;

internal sealed record RuleSequence(IReadOnlyList<RuleNode> Parts) : RuleNode;

internal sealed record RuleChoice(IReadOnlyList<RuleNode> Alternatives) : RuleNode;

/// <param name="Part">Not a group: llama.cpp counts the rules of a group again for each repetition.</param>
internal sealed record RuleRepetition(RuleNode Part, int Least, int? Most) : RuleNode;
