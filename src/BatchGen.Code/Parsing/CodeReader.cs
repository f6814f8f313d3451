namespace BatchGen.Code.Parsing;

/// <summary>Tells a language's code from its comments. Deterministic and thread-safe.</summary>
internal abstract class CodeReader
{
    /// <summary>The code, without comments and without blanks that mean nothing; null if this text cannot be read reliably.</summary>
    public abstract IReadOnlyList<CodeToken>? ReadCode(string text);
}

/// <summary>A piece of code that is neither blank nor comment, as written, or a mark for layout that has a meaning.</summary>
internal readonly record struct CodeToken(string Text, int Offset)
{
    /// <summary>A line end that ends a statement. No token of a text can read so: it is blank.</summary>
    public const string LineEnd = "\n";

    /// <summary>A block begins by deeper indentation.</summary>
    public const string Indent = "\t";

    /// <summary>A block ends by shallower indentation.</summary>
    public const string Dedent = "\b";
}

/// <summary>What a line end means in a language.</summary>
internal enum CodeLines
{
    /// <summary>Nothing: blanks of any kind are alike (Java, Rust, SQL, JSON).</summary>
    Free,

    /// <summary>The end of a preprocessor directive, and nothing elsewhere (C, C++).</summary>
    EndDirectives,

    /// <summary>The end of a statement, except behind an opening bracket, a comma or a semicolon, or before a closing bracket.</summary>
    EndStatements,
}

/// <summary>Reads code by the splitter's lexer.</summary>
internal sealed class LexedCodeReader(Lexer lexer, CodeLines lines) : CodeReader
{
    public override IReadOnlyList<CodeToken> ReadCode(string text) => new CodeScan(text, lexer.Read(text), lines).Run();
}
