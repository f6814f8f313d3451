namespace BatchGen.Inference.Grammars;

/// <summary>The rules that every grammar for JSON shares. Whitespace and digits are bounded, so that an answer cannot go on for ever in them.</summary>
internal static class JsonGrammar
{
    public const string Value = "value";
    public const string Object = "object";

    /// <summary>
    /// No \u escapes: every character stands for itself, so that a length is a number of characters and no half of a
    /// surrogate pair can be written.
    /// </summary>
    public const string Rules =
        """
        ws ::= (" " | "\n" [ ]{0,16})?
        char ::= [^"\\\x00-\x1F\x7F] | "\\" ["\\/bfnrt]
        string ::= "\"" char* "\""
        integer ::= "-"? ("0" | [1-9] [0-9]{0,15})
        number ::= integer ("." [0-9]{1,15})? ([eE] ("-" | "+")? [0-9]{1,2})?
        boolean ::= "true" | "false"
        null ::= "null"
        value ::= object | array | string | number | boolean | null
        object ::= "{" ws (string ":" ws value ("," ws string ":" ws value)* ws)? "}"
        array ::= "[" ws (value ("," ws value)* ws)? "]"

        """;

    /// <summary>A grammar for any JSON object.</summary>
    public static string AnyObject { get; } = $"{GbnfCheck.Root} ::= {Object}\n{Rules}";
}
