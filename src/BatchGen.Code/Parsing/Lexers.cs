namespace BatchGen.Code.Parsing;

/// <summary>The comments and literals of each language. Longer marks come first.</summary>
internal static class Lexers
{
    private static readonly LexicalRule SlashComment = new LineCommentRule("//");
    private static readonly LexicalRule HashComment = new LineCommentRule("#");
    private static readonly LexicalRule SpacedHashComment = new LineCommentRule("#") { NeedsBlankBefore = true };
    private static readonly LexicalRule StarComment = new BlockCommentRule("/*", "*/");
    private static readonly LexicalRule NestingStarComment = new BlockCommentRule("/*", "*/") { Nests = true };
    private static readonly LexicalRule MarkupComment = new BlockCommentRule("<!--", "-->");
    private static readonly LexicalRule Quoted = new LineStringRule('"', StringEscape.Backslash);
    private static readonly LexicalRule Ticked = new LineStringRule('\'', StringEscape.Backslash);
    private static readonly LexicalRule TripleQuoted = new BlockStringRule("\"\"\"", "\"\"\"", StringEscape.Backslash);
    private static readonly LexicalRule TripleTicked = new BlockStringRule("'''", "'''", StringEscape.Backslash);

    private static readonly LexicalRule SqlString = new BlockStringRule("'", "'", StringEscape.Doubled);
    private static readonly LexicalRule SqlName = new BlockStringRule("\"", "\"", StringEscape.Doubled);
    private static readonly LexicalRule SqlTicked = new LineStringRule('`', StringEscape.Doubled);

    /// <summary>Roslyn's. The rules stand in for it where it cannot go; they read holes of interpolated strings as text.</summary>
    public static ILexer CSharp { get; } = new RoslynLexer(new Lexer(
        SlashComment, StarComment, new QuoteRunRule(), new BlockStringRule("@\"", "\"", StringEscape.Doubled),
        new BlockStringRule("@$\"", "\"", StringEscape.Doubled), Quoted, Ticked));

    public static Lexer Java { get; } = new(SlashComment, StarComment, TripleQuoted, Quoted, Ticked);

    public static Lexer JavaScript { get; } = new(
        SlashComment, StarComment, new RegexLiteralRule(), new TemplateLiteralRule(), Quoted, Ticked);

    public static Lexer C { get; } = new(SlashComment, StarComment, Quoted, Ticked) { DigitSeparator = '\'' };

    public static Lexer Cpp { get; } =
        new(SlashComment, StarComment, new CppRawStringRule(), Quoted, Ticked) { DigitSeparator = '\'' };

    public static Lexer Go { get; } =
        new(SlashComment, StarComment, new BlockStringRule("`", "`", StringEscape.Never), Quoted, Ticked);

    public static Lexer Rust { get; } = new(
        SlashComment, NestingStarComment, new RustRawStringRule(), new BlockStringRule("\"", "\"", StringEscape.Backslash),
        new RustCharRule());

    public static Lexer Kotlin { get; } = new(
        SlashComment, NestingStarComment, new BlockStringRule("\"\"\"", "\"\"\"", StringEscape.Never), Quoted, Ticked);

    public static Lexer Swift { get; } = new(SlashComment, NestingStarComment, TripleQuoted, Quoted);

    public static Lexer Php { get; } = new(
        SlashComment, HashComment, StarComment, new BlockStringRule("\"", "\"", StringEscape.Backslash),
        new BlockStringRule("'", "'", StringEscape.Backslash));

    public static Lexer Css { get; } = new(StarComment, Quoted, Ticked);

    public static Lexer Json { get; } = new(SlashComment, StarComment, Quoted);

    public static Lexer Python { get; } = new(HashComment, TripleQuoted, TripleTicked, Quoted, Ticked);

    public static Lexer Ruby { get; } = new(new BlockCommentRule("\n=begin", "\n=end"), SpacedHashComment, Quoted, Ticked);

    public static Lexer Shell { get; } = new(SpacedHashComment, Quoted, Ticked);

    public static Lexer Lua { get; } = new(
        new BlockCommentRule("--[[", "]]"), new LineCommentRule("--"), new BlockStringRule("[[", "]]", StringEscape.Never),
        Quoted, Ticked);

    public static Lexer Yaml { get; } = new(SpacedHashComment);

    public static Lexer Markup { get; } = new(MarkupComment);

    public static Lexer Sql { get; } = new(
        new LineCommentRule("--"), NestingStarComment, new DollarQuoteRule(), SqlString, SqlName, SqlTicked);

    /// <summary>Without PostgreSQL's $$ strings: a function's body is one, and has statements to part.</summary>
    public static Lexer SqlWithBodies { get; } = new(
        new LineCommentRule("--"), NestingStarComment, SqlString, SqlName, SqlTicked);
}
