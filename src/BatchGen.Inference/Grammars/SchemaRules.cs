namespace BatchGen.Inference.Grammars;

/// <summary>A schema as a part of a grammar.</summary>
/// <param name="Expression">One value of it: a rule's name or a literal.</param>
/// <param name="Rules">What the expression needs beside <see cref="JsonGrammar.Rules"/>.</param>
internal sealed record SchemaRules(string Expression, string Rules)
{
    /// <exception cref="SchemaException">The grammar made of schemas cannot be used.</exception>
    public static void Require(string grammar)
    {
        try
        {
            GbnfCheck.Require(grammar);
        }
        catch (GrammarException wrong)
        {
            // References that lead in a circle, and the size, show only in the whole.
            throw new SchemaException("$ref", $"The schema cannot become a grammar: {wrong.Message}");
        }
    }
}
