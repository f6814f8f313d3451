using System.Collections.Frozen;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Languages;

/// <summary>
/// How text is written: its comments and literals, and where it may be parted. Related languages share one: JavaScript and JSX, CSS and SCSS.
/// </summary>
public sealed class Syntax
{
    /// <summary>Stable name, for storage and addresses: "csharp", "python".</summary>
    public required string Name { get; init; }

    public required CommentSyntax Comments { get; init; }

    /// <summary>Whether comments can be told from code in it.</summary>
    public bool CanCompareCode => CodeReader is not null;

    /// <summary>Tells comments and literals from code; null where there is nothing to tell apart.</summary>
    internal ILexer? Lexer { get; init; }

    internal FrozenSet<string> Keywords { get; init; } = Languages.Keywords.Common;

    internal OutlineReader Outline { get; init; } = new PlainOutlineReader();

    /// <summary>Null where comments cannot be told from code reliably.</summary>
    internal CodeReader? CodeReader { get; init; }

    public static Syntax PlainText => MarkupSyntaxes.PlainText;

    public override string ToString() => Name;
}

/// <summary>How a language writes a comment; null where it has none of the kind.</summary>
public sealed record CommentSyntax(string? Line, string? BlockOpen, string? BlockClose)
{
    /// <summary>Text and data formats without comments.</summary>
    public static CommentSyntax None { get; } = new(null, null, null);

    public static CommentSyntax OfLine(string mark) => new(mark, null, null);

    public static CommentSyntax OfBlock(string open, string close) => new(null, open, close);

    public static CommentSyntax Slashes { get; } = new("//", "/*", "*/");

    /// <summary>One line of text as a comment, or in square brackets where there are no comments.</summary>
    public string Wrap(string line)
    {
        if (Line is not null)
            return $"{Line} {line}";
        if (BlockOpen is null || BlockClose is null)
            return $"[{line}]";
        // A path or a head may hold the closing mark; parted by a blank it closes nothing.
        return $"{BlockOpen} {line.Replace(BlockClose, $"{BlockClose[..1]} {BlockClose[1..]}", StringComparison.Ordinal)} {BlockClose}";
    }
}
