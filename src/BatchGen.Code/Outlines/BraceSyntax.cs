using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>How a language with braces writes its statements.</summary>
internal sealed record BraceSyntax
{
    public required StatementEnd Ends { get; init; }

    public required HeadKeywords Heads { get; init; }

    /// <summary>Matches at the start (\G) of a top-level statement that imports.</summary>
    public Regex? Imports { get; init; }

    /// <summary>A line beginning with one of these carries on the statement before it.</summary>
    public string ContinuesBefore { get; init; } = ".?:)]},=|+";

    /// <summary>A line ending with one of these is carried on by the next, where line ends end statements.</summary>
    public string ContinuesAfter { get; init; } = "=+-*/%&|^<?:.,([{~\\";

    /// <summary>A line beginning with one of these words belongs to the block closed before it.</summary>
    public FrozenSet<string> ContinuingWords { get; init; } = FrozenSet.Create("else", "catch", "finally");

    /// <summary>Begins an annotation, which stays with what it annotates; NUL if there is none.</summary>
    public char Annotation { get; init; }

    /// <summary>Whether lines beginning with # are directives of their own (C, C++, C#).</summary>
    public bool HasDirectives { get; init; }

    /// <summary>Whether a telling word behind parentheses tells nothing, as in C#'s <c>M&lt;T&gt;() where T : class</c>.</summary>
    public bool HeadsPrecedeParentheses { get; init; }

    /// <summary>Whether <c>namespace N;</c> encloses the rest of the file (C#, PHP).</summary>
    public bool HasFileNamespaces { get; init; }

    /// <summary>Whether a type's word followed by parentheses is a function's return type (C, C++).</summary>
    public bool ParenthesesMakeFunctions { get; init; }
}

/// <summary>What ends a statement in a language with braces.</summary>
internal enum StatementEnd
{
    Semicolon,

    /// <summary>A line end, unless the line before or after it says that the statement goes on.</summary>
    Newline,
}

/// <summary>Reads languages whose blocks are braces.</summary>
internal sealed class BraceOutlineReader(ILexer lexer, BraceSyntax syntax) : OutlineReader
{
    public override SourceOutline Read(string text) => new BraceScan(text, lexer.Read(text), syntax).Run();
}
