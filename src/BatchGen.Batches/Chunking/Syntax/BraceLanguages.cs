using System.Collections.Frozen;
using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>Languages whose blocks are braces.</summary>
internal static class BraceLanguages
{
    private static readonly BraceSyntax CSharpSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("namespace", "class struct record interface enum", ""),
        Imports = ImportPatterns.CSharp,
        HasDirectives = true,
        HeadsPrecedeParentheses = true,
        HasFileNamespaces = true,
    };

    private static readonly BraceSyntax JavaSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("module", "class interface enum record", ""),
        Imports = ImportPatterns.Java,
    };

    private static readonly BraceSyntax JavaScriptSyntax = new()
    {
        Ends = StatementEnd.Newline,
        Heads = new HeadKeywords("namespace module", "class interface enum", "function"),
        Imports = ImportPatterns.JavaScript,
        Annotation = '@',
    };

    private static readonly BraceSyntax CSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("namespace", "class struct union enum", ""),
        Imports = ImportPatterns.C,
        HasDirectives = true,
        ParenthesesMakeFunctions = true,
    };

    private static readonly BraceSyntax GoSyntax = new()
    {
        Ends = StatementEnd.Newline,
        Heads = new HeadKeywords("", "struct interface", "func"),
        Imports = ImportPatterns.Go,
        // gofmt leaves operators at the line's end; a line may well begin with * or <-.
        ContinuesBefore = ")]},",
    };

    private static readonly BraceSyntax RustSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("mod", "struct enum union trait impl", "fn macro_rules"),
        Imports = ImportPatterns.Rust,
    };

    private static readonly BraceSyntax KotlinSyntax = new()
    {
        Ends = StatementEnd.Newline,
        Heads = new HeadKeywords("", "class interface object enum", "fun"),
        Imports = ImportPatterns.Java,
        Annotation = '@',
    };

    private static readonly BraceSyntax SwiftSyntax = new()
    {
        Ends = StatementEnd.Newline,
        Heads = new HeadKeywords("", "class struct enum protocol extension actor", "func"),
        Imports = ImportPatterns.Java,
        Annotation = '@',
        ContinuesAfter = "=+-*/%&|^<:.,([{~\\",
    };

    private static readonly BraceSyntax PhpSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("namespace", "class interface trait enum", "function"),
        Imports = ImportPatterns.Php,
        HasFileNamespaces = true,
    };

    private static readonly BraceSyntax CssSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("media supports layer container", "", ""),
        Imports = ImportPatterns.Css,
        ContinuesBefore = ")]},",
    };

    private static readonly BraceSyntax JsonSyntax = new()
    {
        Ends = StatementEnd.Semicolon,
        Heads = new HeadKeywords("", "", ""),
        ContinuingWords = FrozenSet<string>.Empty,
    };

    public static IReadOnlyList<Language> All { get; } =
    [
        new()
        {
            Name = "csharp", Kinds = Of("C#"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.CSharp, CSharpSyntax), CodeReader = new RoslynCodeReader(),
        },
        new()
        {
            Name = "java", Kinds = Of("Java"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Java, JavaSyntax), CodeReader = ReadFree(Lexers.Java),
        },
        new()
        {
            Name = "javascript", Kinds = Of("JavaScript", "JSX"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.JavaScript, JavaScriptSyntax), CodeReader = ReadLines(Lexers.JavaScript),
        },
        new()
        {
            Name = "typescript", Kinds = Of("TypeScript", "TSX"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.JavaScript, JavaScriptSyntax), CodeReader = ReadLines(Lexers.JavaScript),
        },
        new()
        {
            Name = "c", Kinds = Of("C"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.C, CSyntax), CodeReader = ReadDirectives(Lexers.C),
        },
        new()
        {
            Name = "cpp", Kinds = Of("C++", "CUDA"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Cpp, CSyntax with { Imports = ImportPatterns.Cpp }),
            CodeReader = ReadDirectives(Lexers.Cpp),
        },
        new()
        {
            Name = "go", Kinds = Of("Go"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Go, GoSyntax), CodeReader = ReadLines(Lexers.Go),
        },
        new()
        {
            Name = "rust", Kinds = Of("Rust"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Rust, RustSyntax), CodeReader = ReadFree(Lexers.Rust),
        },
        new()
        {
            Name = "kotlin", Kinds = Of("Kotlin"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Kotlin, KotlinSyntax), CodeReader = ReadLines(Lexers.Kotlin),
        },
        new()
        {
            Name = "swift", Kinds = Of("Swift"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Swift, SwiftSyntax), CodeReader = ReadLines(Lexers.Swift),
        },
        new()
        {
            // Heredocs hide comments from the lexer, so code is not compared.
            Name = "php", Kinds = Of("PHP"), Comments = CommentSyntax.Slashes,
            Outline = new BraceOutlineReader(Lexers.Php, PhpSyntax),
        },
        new()
        {
            Name = "css", Kinds = Of("CSS", "SCSS", "Less"), Comments = CommentSyntax.OfBlock("/*", "*/"),
            Outline = new BraceOutlineReader(Lexers.Css, CssSyntax),
        },
        new()
        {
            Name = "json", Kinds = Of("JSON"), Comments = CommentSyntax.None,
            Outline = new BraceOutlineReader(Lexers.Json, JsonSyntax), CodeReader = ReadFree(Lexers.Json),
        },
    ];

    private static LexedCodeReader ReadFree(Lexer lexer) => new(lexer, CodeLines.Free);

    private static LexedCodeReader ReadLines(Lexer lexer) => new(lexer, CodeLines.EndStatements);

    private static LexedCodeReader ReadDirectives(Lexer lexer) => new(lexer, CodeLines.EndDirectives);

    private static IReadOnlyList<CodeLanguage> Of(params ReadOnlySpan<string> names) => Language.Named(names);
}
