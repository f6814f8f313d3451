using System.Collections.Frozen;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Languages;

/// <summary>Languages whose blocks are braces.</summary>
internal static class BraceSyntaxes
{
    private static readonly BraceSyntax JavaScriptBraces = new()
    {
        Ends = StatementEnd.Newline,
        Heads = new HeadKeywords("namespace module", "class interface enum", "function"),
        Imports = ImportPatterns.JavaScript,
        Annotation = '@',
    };

    private static readonly BraceSyntax CBraces = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("namespace", "class struct union enum", ""),
        Imports = ImportPatterns.C,
        HasDirectives = true,
        ParenthesesMakeFunctions = true,
    };

    public static Syntax CSharp { get; } = new()
    {
        Name = "csharp", Comments = CommentSyntax.Slashes, Lexer = Lexers.CSharp, CodeReader = new RoslynCodeReader(),
        Outline = new BraceOutlineReader(Lexers.CSharp, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("namespace", "class struct record interface enum", ""),
            Imports = ImportPatterns.CSharp,
            HasDirectives = true,
            HeadsPrecedeParentheses = true,
            HasFileNamespaces = true,
        }),
    };

    public static Syntax Java { get; } = new()
    {
        Name = "java", Comments = CommentSyntax.Slashes, Lexer = Lexers.Java, CodeReader = ReadFree(Lexers.Java),
        Outline = new BraceOutlineReader(Lexers.Java, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("module", "class interface enum record", ""),
            Imports = ImportPatterns.Java,
        }),
    };

    public static Syntax JavaScript { get; } = new()
    {
        Name = "javascript", Comments = CommentSyntax.Slashes, Lexer = Lexers.JavaScript, CodeReader = ReadLines(Lexers.JavaScript),
        Outline = new BraceOutlineReader(Lexers.JavaScript, JavaScriptBraces),
    };

    public static Syntax TypeScript { get; } = new()
    {
        Name = "typescript", Comments = CommentSyntax.Slashes, Lexer = Lexers.JavaScript, CodeReader = ReadLines(Lexers.JavaScript),
        Outline = new BraceOutlineReader(Lexers.JavaScript, JavaScriptBraces),
    };

    public static Syntax C { get; } = new()
    {
        Name = "c", Comments = CommentSyntax.Slashes, Lexer = Lexers.C, CodeReader = ReadDirectives(Lexers.C),
        Outline = new BraceOutlineReader(Lexers.C, CBraces),
    };

    public static Syntax Cpp { get; } = new()
    {
        Name = "cpp", Comments = CommentSyntax.Slashes, Lexer = Lexers.Cpp, CodeReader = ReadDirectives(Lexers.Cpp),
        Outline = new BraceOutlineReader(Lexers.Cpp, CBraces with { Imports = ImportPatterns.Cpp }),
    };

    public static Syntax Go { get; } = new()
    {
        Name = "go", Comments = CommentSyntax.Slashes, Lexer = Lexers.Go, CodeReader = ReadLines(Lexers.Go),
        Outline = new BraceOutlineReader(Lexers.Go, new BraceSyntax
        {
            Ends = StatementEnd.Newline,
            Heads = new HeadKeywords("", "struct interface", "func"),
            Imports = ImportPatterns.Go,
            // gofmt leaves operators at the line's end; a line may well begin with * or <-.
            ContinuesBefore = ")]},",
        }),
    };

    public static Syntax Rust { get; } = new()
    {
        Name = "rust", Comments = CommentSyntax.Slashes, Lexer = Lexers.Rust, CodeReader = ReadFree(Lexers.Rust),
        Outline = new BraceOutlineReader(Lexers.Rust, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("mod", "struct enum union trait impl", "fn macro_rules"),
            Imports = ImportPatterns.Rust,
        }),
    };

    public static Syntax Kotlin { get; } = new()
    {
        Name = "kotlin", Comments = CommentSyntax.Slashes, Lexer = Lexers.Kotlin, CodeReader = ReadLines(Lexers.Kotlin),
        Outline = new BraceOutlineReader(Lexers.Kotlin, new BraceSyntax
        {
            Ends = StatementEnd.Newline,
            Heads = new HeadKeywords("", "class interface object enum", "fun"),
            Imports = ImportPatterns.Java,
            Annotation = '@',
        }),
    };

    public static Syntax Swift { get; } = new()
    {
        Name = "swift", Comments = CommentSyntax.Slashes, Lexer = Lexers.Swift, CodeReader = ReadLines(Lexers.Swift),
        Outline = new BraceOutlineReader(Lexers.Swift, new BraceSyntax
        {
            Ends = StatementEnd.Newline,
            Heads = new HeadKeywords("", "class struct enum protocol extension actor", "func"),
            Imports = ImportPatterns.Java,
            Annotation = '@',
            ContinuesAfter = "=+-*/%&|^<:.,([{~\\",
        }),
    };

    public static Syntax Php { get; } = new()
    {
        // Heredocs hide comments from the lexer, so code is not compared.
        Name = "php", Comments = CommentSyntax.Slashes, Lexer = Lexers.Php,
        Outline = new BraceOutlineReader(Lexers.Php, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("namespace", "class interface trait enum", "function"),
            Imports = ImportPatterns.Php,
            HasFileNamespaces = true,
        }),
    };

    public static Syntax Css { get; } = new()
    {
        Name = "css", Comments = CommentSyntax.OfBlock("/*", "*/"), Lexer = Lexers.Css,
        Outline = new BraceOutlineReader(Lexers.Css, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("media supports layer container", "", ""),
            Imports = ImportPatterns.Css,
            ContinuesBefore = ")]},",
        }),
    };

    public static Syntax Json { get; } = new()
    {
        Name = "json", Comments = CommentSyntax.None, Lexer = Lexers.Json, CodeReader = ReadFree(Lexers.Json),
        Outline = new BraceOutlineReader(Lexers.Json, new BraceSyntax
        {
            Ends = StatementEnd.Semicolon,
            Heads = new HeadKeywords("", "", ""),
            ContinuingWords = FrozenSet<string>.Empty,
        }),
    };

    private static LexedCodeReader ReadFree(Lexer lexer) => new(lexer, CodeLines.Free);

    private static LexedCodeReader ReadLines(Lexer lexer) => new(lexer, CodeLines.EndStatements);

    private static LexedCodeReader ReadDirectives(Lexer lexer) => new(lexer, CodeLines.EndDirectives);
}
