namespace BatchGen.Inference.Grammars.Languages;

/// <summary>The texts that a regular expression of a schema is found in.</summary>
internal static class TextPattern
{
    /// <param name="isWide">False for texts that every validator takes; true for all that some validator takes.</param>
    /// <exception cref="LanguageException">The expression cannot be held to.</exception>
    public static Automaton Read(string pattern, bool isWide, WorkBudget budget)
    {
        var node = new RegexReader(pattern, isWide).Read();
        if (node is not RegexSequence sequence)
            return RegexMachine.Search(node, isWide, budget);

        var first = sequence.Parts.TakeWhile(part => part is RegexAnchor { IsStart: true }).Count();
        RegexLook[] looks = [.. sequence.Parts.Skip(first).TakeWhile(part => part is RegexLook).Cast<RegexLook>()];
        if (looks.Length == 0)
            return RegexMachine.Search(node, isWide, budget);
        if (first == 0 && isWide)
            throw new LanguageException("a lookahead is held only where the text begins");

        var start = new RegexAnchor(IsStart: true);
        var texts = RegexMachine.Search(new RegexSequence([start, .. sequence.Parts.Skip(first + looks.Length)]), isWide, budget);
        foreach (var look in looks)
        {
            var ahead = RegexMachine.Search(new RegexSequence([start, look.Ahead]), isWide ^ look.IsNegative, budget);
            texts = look.IsNegative ? texts.Except(ahead, budget) : texts.Intersect(ahead, budget);
        }

        return texts;
    }
}
