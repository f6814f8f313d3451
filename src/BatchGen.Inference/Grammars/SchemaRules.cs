namespace BatchGen.Inference.Grammars;

/// <summary>A schema as a part of a grammar.</summary>
/// <param name="Expression">One value of it: a rule's name or a literal.</param>
/// <param name="Rules">What the expression needs beside <see cref="JsonGrammar.Rules"/>.</param>
internal sealed record SchemaRules(string Expression, string Rules)
{
    /// <param name="what">The schema, or the schemas, that the grammar is made of.</param>
    /// <exception cref="SchemaException">The grammar made of schemas cannot be used.</exception>
    public static void Require(string grammar, string what = "The schema")
    {
        try
        {
            GbnfCheck.Require(grammar);
        }
        catch (GrammarException wrong)
        {
            // Its size, above all, shows only in the whole.
            throw new SchemaException("schema", $"{what} cannot become a grammar: {wrong.Message}");
        }
    }
}
