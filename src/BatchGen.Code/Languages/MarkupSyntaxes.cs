using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Languages;

/// <summary>SQL, documents, and text of no known language.</summary>
internal static class MarkupSyntaxes
{
    private static readonly IndentOutlineReader TagOutline = new(Lexers.Markup, new IndentSyntax { Heads = new HeadKeywords("", "", "") });

    private static readonly CommentSyntax TagComment = CommentSyntax.OfBlock("<!--", "-->");

    public static Syntax Sql { get; } = new()
    {
        Name = "sql", Comments = new CommentSyntax("--", "/*", "*/"), Lexer = Lexers.Sql, Keywords = Keywords.Sql,
        Outline = new SqlOutlineReader(Lexers.SqlWithBodies), CodeReader = new LexedCodeReader(Lexers.Sql, CodeLines.Free),
    };

    public static Syntax Markdown { get; } = new() { Name = "markdown", Comments = TagComment, Outline = new MarkdownOutlineReader() };

    public static Syntax Html { get; } = new() { Name = "html", Comments = TagComment, Lexer = Lexers.Markup, Outline = TagOutline };

    public static Syntax Xml { get; } = new() { Name = "xml", Comments = TagComment, Lexer = Lexers.Markup, Outline = TagOutline };

    public static Syntax PlainText { get; } = new() { Name = "text", Comments = CommentSyntax.None };
}
