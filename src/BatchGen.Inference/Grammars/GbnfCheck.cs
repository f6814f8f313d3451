using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Judges a grammar before llama.cpp sees it. There, a grammar that cannot be read gives a null sampler, and one that
/// calls itself without reading a character in between never ends.
/// </summary>
public static class GbnfCheck
{
    public const string Root = ITokenGrammar.Root;

    /// <summary>Everything honest is far below; parsing time grows with it.</summary>
    private const int MostCharacters = 256 * 1024;

    /// <exception cref="GrammarException">It must not be used; the message says why.</exception>
    public static void Require(string grammar)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        if (grammar.Length > MostCharacters)
            throw new GrammarException($"The grammar has {grammar.Length:N0} characters; {MostCharacters:N0} are allowed.");
        var rules = new GbnfReader(grammar).Read();
        if (!rules.ContainsKey(Root))
            throw new GrammarException($"The grammar has no rule \"{Root}\".");
        var walk = new GbnfWalk(rules);
        foreach (var rule in rules.Values)
            walk.RequireDefined(rule);
        try
        {
            walk.RequireProgress();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new GrammarException("The rules of the grammar refer to each other in too long a row.");
        }
    }
}
