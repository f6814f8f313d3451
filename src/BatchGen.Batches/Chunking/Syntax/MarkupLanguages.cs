using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>SQL, documents, and text of no known language.</summary>
internal static class MarkupLanguages
{
    private static readonly IndentSyntax MarkupSyntax = new() { Heads = new HeadKeywords("", "", "") };

    private static readonly CommentSyntax MarkupComment = CommentSyntax.OfBlock("<!--", "-->");

    public static Language PlainText { get; } = new()
    {
        Name = "text", Comments = CommentSyntax.None, Outline = new PlainOutlineReader(),
    };

    public static IReadOnlyList<Language> All { get; } =
    [
        new()
        {
            Name = "sql", Kinds = Of("SQL"), Comments = new CommentSyntax("--", "/*", "*/"),
            Outline = new SqlOutlineReader(Lexers.SqlWithBodies), CodeReader = new LexedCodeReader(Lexers.Sql, CodeLines.Free),
        },
        new()
        {
            Name = "markdown", Kinds = Of("Markdown"), Comments = MarkupComment,
            Outline = new MarkdownOutlineReader(),
        },
        new()
        {
            Name = "html", Kinds = Of("HTML", "Vue", "Svelte", "Razor"), Comments = MarkupComment,
            Outline = new IndentOutlineReader(Lexers.Markup, MarkupSyntax),
        },
        new()
        {
            Name = "xml", Kinds = Of("XML"), Comments = MarkupComment,
            Outline = new IndentOutlineReader(Lexers.Markup, MarkupSyntax),
        },
        PlainText,
    ];

    private static IReadOnlyList<CodeLanguage> Of(params ReadOnlySpan<string> names) => Language.Named(names);
}
