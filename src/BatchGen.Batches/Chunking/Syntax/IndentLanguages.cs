using System.Collections.Frozen;
using BatchGen.Batches.Chunking.Comments;
using BatchGen.Batches.Chunking.Outlines;

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
            Name = "python", DisplayName = "Python", FenceName = "python", FenceAliases = ["py", "python3", "gyp"],
            Extensions = [".py", ".pyi", ".pyw"], FileNames = ["sconstruct", "sconscript"], Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Python, PythonSyntax), CodeReader = new PythonCodeReader(),
        },
        new()
        {
            Name = "ruby", DisplayName = "Ruby", FenceName = "ruby", FenceAliases = ["rb"], Extensions = [".rb"],
            FileNames = ["gemfile", "rakefile"], Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Ruby, RubySyntax),
        },
        new()
        {
            Name = "lua", DisplayName = "Lua", FenceName = "lua", Extensions = [".lua"], Comments = CommentSyntax.OfLine("--"),
            Outline = new IndentOutlineReader(Lexers.Lua, LuaSyntax),
        },
        new()
        {
            Name = "shell", DisplayName = "Shell", FenceName = "bash", FenceAliases = ["sh", "zsh", "console"],
            Extensions = [".sh", ".bash", ".zsh"], FileNames = ["dockerfile", "makefile"], Comments = CommentSyntax.OfLine("#"),
            Outline = new IndentOutlineReader(Lexers.Shell, ShellSyntax),
        },
        new()
        {
            Name = "yaml", DisplayName = "YAML", FenceName = "yaml", FenceAliases = ["yml"], Extensions = [".yaml", ".yml"],
            Comments = CommentSyntax.OfLine("#"), Outline = new IndentOutlineReader(Lexers.Yaml, YamlSyntax),
        },
    ];
}
