using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>SQL, documents, and text of no known language.</summary>
internal static class MarkupLanguages
{
    private static readonly IndentSyntax MarkupSyntax = new() { Heads = new HeadKeywords("", "", "") };

    private static readonly CommentSyntax MarkupComment = CommentSyntax.OfBlock("<!--", "-->");

    public static Language PlainText { get; } = new()
    {
        Name = "text", DisplayName = "Text", FenceName = "text", FenceAliases = ["txt", "plain", "plaintext"],
        Extensions = [".txt", ".log"], Comments = CommentSyntax.None, Outline = new PlainOutlineReader(),
    };

    public static IReadOnlyList<Language> All { get; } =
    [
        new()
        {
            Name = "sql", DisplayName = "SQL", FenceName = "sql",
            FenceAliases = ["mysql", "postgresql", "postgres", "plsql", "tsql", "sqlite"],
            Extensions = [".sql", ".ddl", ".pgsql"], Comments = new CommentSyntax("--", "/*", "*/"),
            Outline = new SqlOutlineReader(Lexers.SqlWithBodies), CodeReader = new LexedCodeReader(Lexers.Sql, CodeLines.Free),
        },
        new()
        {
            Name = "markdown", DisplayName = "Markdown", FenceName = "markdown", FenceAliases = ["md", "mdx"],
            Extensions = [".md", ".markdown", ".mdx"], Comments = MarkupComment,
            Outline = new MarkdownOutlineReader(),
        },
        new()
        {
            Name = "html", DisplayName = "HTML", FenceName = "html", FenceAliases = ["vue", "svelte", "razor", "cshtml"],
            Extensions = [".html", ".htm", ".vue", ".svelte", ".razor", ".cshtml"], Comments = MarkupComment,
            Outline = new IndentOutlineReader(Lexers.Markup, MarkupSyntax),
        },
        new()
        {
            Name = "xml", DisplayName = "XML", FenceName = "xml", FenceAliases = ["xaml", "csproj"],
            Extensions = [".xml", ".xaml", ".csproj", ".props", ".targets", ".xsd", ".svg"], Comments = MarkupComment,
            Outline = new IndentOutlineReader(Lexers.Markup, MarkupSyntax),
        },
        PlainText,
    ];
}
