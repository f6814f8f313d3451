using System.Runtime.CompilerServices;

namespace BatchGen.Inference.Grammars.Rules;

/// <summary>One of many texts. Beginnings that they share are written once, so that few ways are open at a time.</summary>
internal static class LiteralRules
{
    /// <summary>Fewer are as fast one beside the other, and easier to read.</summary>
    private const int FewTexts = 4;

    public static RuleNode Of(IEnumerable<string> texts, RuleSet rules)
    {
        string[] sorted = [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return sorted.Length <= FewTexts ? RuleNode.Choice(sorted.Select(RuleNode.Literal)) : Branch(sorted, 0, rules);
    }

    /// <param name="sorted">Alike up to <paramref name="start"/>.</param>
    private static RuleNode Branch(ReadOnlySpan<string> sorted, int start, RuleSet rules)
    {
        // As deep as the texts begin alike: "a", "aa", "aaa", … are as deep as they are many.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var alternatives = new List<RuleNode>();
        for (var i = 0; i < sorted.Length;)
        {
            if (sorted[i].Length == start)
            {
                alternatives.Add(RuleNode.Nothing);
                i++;
                continue;
            }

            var end = i + 1;
            while (end < sorted.Length && sorted[end][start] == sorted[i][start])
                end++;
            alternatives.Add(Twig(sorted[i..end], start, rules));
            i = end;
        }

        return RuleNode.Choice(alternatives);
    }

    private static RuleNode Twig(ReadOnlySpan<string> sorted, int start, RuleSet rules)
    {
        if (sorted.Length == 1)
            return RuleNode.Literal(sorted[0][start..]);
        // The first and the last of a sorted list share what all share.
        var length = sorted[0].AsSpan(start).CommonPrefixLength(sorted[^1].AsSpan(start));
        if (char.IsHighSurrogate(sorted[0][start + length - 1]))
            length--;
        if (length == 0)
            return RuleNode.Choice(sorted.ToArray().Select(text => RuleNode.Literal(text[start..])));
        return RuleNode.Sequence(RuleNode.Literal(sorted[0].Substring(start, length)), rules.Add(Branch(sorted, start + length, rules)));
    }
}
