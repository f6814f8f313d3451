using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Answers.Highlighting;

/// <summary>Which lexer tells a language's comments and literals from its code.</summary>
internal static class HighlightLexers
{
    /// <summary>Null where nothing is told apart: plain text, Markdown, and names nobody knows.</summary>
    public static ILexer? Find(string? fence) => fence is null ? null : Languages.FindByFence(fence)?.Name switch
    {
        "csharp" => Lexers.CSharp,
        "java" => Lexers.Java,
        "javascript" or "typescript" => Lexers.JavaScript,
        "c" => Lexers.C,
        "cpp" => Lexers.Cpp,
        "go" => Lexers.Go,
        "rust" => Lexers.Rust,
        "kotlin" => Lexers.Kotlin,
        "swift" => Lexers.Swift,
        "php" => Lexers.Php,
        "css" => Lexers.Css,
        "json" => Lexers.Json,
        "python" => Lexers.Python,
        "ruby" => Lexers.Ruby,
        "lua" => Lexers.Lua,
        "shell" => Lexers.Shell,
        "yaml" => Lexers.Yaml,
        "sql" => Lexers.Sql,
        "html" or "xml" => Lexers.Markup,
        _ => null,
    };
}
