using System.Collections.Frozen;
using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Languages;

/// <summary>Languages whose blocks are indented, by rule (Python, YAML) or by habit (Ruby, Lua, shells).</summary>
internal static class IndentSyntaxes
{
    public static Syntax Python { get; } = new()
    {
        Name = "python", Comments = CommentSyntax.OfLine("#"), Lexer = Lexers.Python, CodeReader = new PythonCodeReader(),
        Outline = new IndentOutlineReader(Lexers.Python, new IndentSyntax
        {
            Heads = new HeadKeywords("", "class", "def"),
            Imports = ImportPatterns.Python,
            ContinuingWords = FrozenSet.Create("else", "elif", "except", "finally"),
            Annotation = '@',
            BracketsJoinLines = true,
            BackslashJoinsLines = true,
        }),
    };

    public static Syntax Ruby { get; } = new()
    {
        Name = "ruby", Comments = CommentSyntax.OfLine("#"), Lexer = Lexers.Ruby,
        Outline = new IndentOutlineReader(Lexers.Ruby, new IndentSyntax
        {
            Heads = new HeadKeywords("module", "class", "def"),
            Imports = ImportPatterns.Ruby,
            ContinuingWords = FrozenSet.Create("end", "else", "elsif", "rescue", "ensure"),
            BracketsJoinLines = true,
        }),
    };

    public static Syntax Lua { get; } = new()
    {
        Name = "lua", Comments = CommentSyntax.OfLine("--"), Lexer = Lexers.Lua,
        Outline = new IndentOutlineReader(Lexers.Lua, new IndentSyntax
        {
            Heads = new HeadKeywords("", "", "function"),
            ContinuingWords = FrozenSet.Create("end", "else", "elseif", "until"),
            BracketsJoinLines = true,
        }),
    };

    public static Syntax Shell { get; } = new()
    {
        Name = "shell", Comments = CommentSyntax.OfLine("#"), Lexer = Lexers.Shell,
        Outline = new IndentOutlineReader(Lexers.Shell, new IndentSyntax
        {
            Heads = new HeadKeywords("", "", "function"),
            ContinuingWords = FrozenSet.Create("then", "else", "elif", "fi", "do", "done", "esac"),
            BackslashJoinsLines = true,
        }),
    };

    public static Syntax Yaml { get; } = new()
    {
        Name = "yaml", Comments = CommentSyntax.OfLine("#"), Lexer = Lexers.Yaml,
        Outline = new IndentOutlineReader(Lexers.Yaml, new IndentSyntax
        {
            Heads = new HeadKeywords("", "", ""),
        }),
    };
}
