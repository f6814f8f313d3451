using System.Text.Json;
using BatchGen.Inference.Grammars.Schemas;

namespace BatchGen.Inference.Grammars;

/// <summary>
/// Turns a JSON schema into a grammar (GBNF) whose every text is JSON that the schema allows. Not every such JSON can be
/// written with it: properties come in the schema's order, none is added that the schema does not speak of, and of formats
/// there are the forms that every validator takes. A keyword that cannot be held to is refused, never left out.
/// </summary>
public static class JsonSchemaGrammar
{
    /// <summary>A grammar for any JSON object.</summary>
    public static string AnyObject => JsonGrammar.AnyObject;

    /// <exception cref="SchemaException">A keyword is not supported, or wrong.</exception>
    public static string Convert(JsonElement schema)
    {
        var rules = RulesOf(schema, "r");
        var grammar = $"{GbnfCheck.Root} ::= {rules.Expression}\n{rules.Rules}{JsonGrammar.Rules}";
        SchemaRules.Require(grammar);
        return grammar;
    }

    /// <param name="prefix">Of the names of its rules, so that several schemas make one grammar.</param>
    /// <exception cref="SchemaException">A keyword is not supported, or wrong.</exception>
    internal static SchemaRules RulesOf(JsonElement schema, string prefix) => SchemaCompiler.Compile(schema, prefix, isObject: false);

    /// <summary>The same of a schema for objects, which need not say so.</summary>
    /// <exception cref="SchemaException">A keyword is not supported, or wrong, or no object is allowed.</exception>
    internal static SchemaRules ObjectRulesOf(JsonElement schema, string prefix) => SchemaCompiler.Compile(schema, prefix, isObject: true);
}
