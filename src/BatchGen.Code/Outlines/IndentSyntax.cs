using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Outlines;

/// <summary>How a language whose blocks are indented writes its lines.</summary>
internal sealed record IndentSyntax
{
    public required HeadKeywords Heads { get; init; }

    /// <summary>Matches at the start (\G) of a top-level line that imports.</summary>
    public Regex? Imports { get; init; }

    /// <summary>A line beginning with one of these words belongs to the block before it.</summary>
    public FrozenSet<string> ContinuingWords { get; init; } = [];

    /// <summary>Begins an annotation, which stays with what it annotates; NUL if there is none.</summary>
    public char Annotation { get; init; }

    /// <summary>Whether a line goes on while a bracket is open, as in Python.</summary>
    public bool BracketsJoinLines { get; init; }

    /// <summary>Whether a line goes on after a backslash.</summary>
    public bool BackslashJoinsLines { get; init; }
}

/// <summary>Reads languages whose blocks are indented, by rule or by habit.</summary>
internal sealed class IndentOutlineReader(Lexer lexer, IndentSyntax syntax) : OutlineReader
{
    public override SourceOutline Read(string text) => new IndentScan(text, lexer.Read(text), syntax).Run();
}
