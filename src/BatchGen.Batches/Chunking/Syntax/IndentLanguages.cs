using System.Collections.Frozen;
using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Chunking.Syntax;

/// <summary>Languages whose blocks are indented, by rule (Python, YAML) or by habit (Ruby, Lua, shells).</summary>
internal static class IndentLanguages
{
    private static readonly IndentSyntax PythonSyntax = new()
    {
        Heads = new HeadKeywords("", "class", "def"),
        Imports = ImportPatterns.Python,
        ContinuingWords = FrozenSet.Create("else", "elif", "except", "finally"),
        Annotation = '@',
        BracketsJoinLines = true,
        BackslashJoinsLines = true,
    };

    private static readonly IndentSyntax RubySyntax = new()
    {
        Heads = new HeadKeywords("module", "class", "def"),
        Imports = ImportPatterns.Ruby,
        ContinuingWords = FrozenSet.Create("end", "else", "elsif", "rescue", "ensure"),
        BracketsJoinLines = true,
    };

    private static readonly IndentSyntax LuaSyntax = new()
    {
        Heads = new HeadKeywords("", "", "function"),
        ContinuingWords = FrozenSet.Create("end", "else", "elseif", "until"),
        BracketsJoinLines = true,
    };

    private static readonly IndentSyntax ShellSyntax = new()
    {
        Heads = new HeadKeywords("", "", "function"),
        ContinuingWords = FrozenSet.Create("then", "else", "elif", "fi", "do", "done", "esac"),
        BackslashJoinsLines = true,
    };

    private static readonly IndentSyntax YamlSyntax = new() { Heads = new HeadKeywords("", "", "") };

    public static IReadOnlyList<Language> All { get; } =
    [
        new()
        {
            Name = "python", Kinds = Of("Python"), Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Python, PythonSyntax), CodeReader = new PythonCodeReader(),
        },
        new()
        {
            Name = "ruby", Kinds = Of("Ruby"), Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Ruby, RubySyntax),
        },
        new()
        {
            Name = "lua", Kinds = Of("Lua"), Comments = CommentSyntax.OfLine("--"),
            Outline = new IndentOutlineReader(Lexers.Lua, LuaSyntax),
        },
        new()
        {
            Name = "shell", Kinds = Of("Bash", "Dockerfile", "Makefile"), Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Shell, ShellSyntax),
        },
        new()
        {
            Name = "yaml", Kinds = Of("YAML"), Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Yaml, YamlSyntax),
        },
    ];

    private static IReadOnlyList<CodeLanguage> Of(params ReadOnlySpan<string> names) => Language.Named(names);
}
