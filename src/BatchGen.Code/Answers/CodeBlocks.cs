using System.Text;
using BatchGen.Code.Languages;

namespace BatchGen.Code.Answers;

/// <summary>Finds the fenced blocks of an answer. Never throws: an answer can be anything.</summary>
public static class CodeBlocks
{
    /// <summary>In order; blocks inside a block belong to its code. A fence that opens nothing but the answer's end is no block.</summary>
    public static IReadOnlyList<CodeBlock> Find(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var lines = new TextLines(answer);
        var fences = new CodeFences(lines);
        var blocks = new List<CodeBlock>();
        for (var opener = fences.NextFrom(0); opener is not null;)
        {
            var closer = fences.BalancedCloserOf(opener) ?? fences.FirstCloserOf(opener, lines.Count);
            var block = Read(lines, opener, closer);
            if (block.IsClosed || block.Code.Length > 0)
                blocks.Add(block);
            opener = closer is null ? null : fences.NextFrom(closer.Line + 1);
        }

        return blocks;
    }

    internal static CodeBlock Read(TextLines lines, CodeFence opener, CodeFence? closer)
    {
        var code = lines.Slice(opener.Line + 1, closer?.Line ?? lines.Count);
        return new CodeBlock(LanguageOf(opener), Unindent(code, opener.Indent), closer is not null, opener.Line + 1);
    }

    /// <summary>A block in a list is indented as a whole: up to the fence's own indentation goes from each line.</summary>
    private static string Unindent(string code, int indent)
    {
        if (indent == 0)
            return code;
        var text = new StringBuilder(code.Length);
        var lines = new TextLines(code);
        for (var line = 0; line < lines.Count; line++)
        {
            var whole = lines.Slice(line, line + 1);
            var blanks = whole.AsSpan().IndexOfAnyExcept(' ', '\t');
            text.Append(whole.AsSpan(Math.Min(indent, Math.Max(blanks, 0))));
        }

        return text.ToString();
    }

    /// <summary>The first word after the marks: "python title=x", "{.python}" and "python:src/a.py" all say Python.</summary>
    private static string? LanguageOf(CodeFence opener)
    {
        var word = opener.Info.TrimStart('{', '.').Split([' ', '\t', ',', ':', '{', '}', ';'])[0];
        return word.Length == 0 ? null : Language.Find(word)?.Name ?? word;
    }
}

/// <summary>A fenced block of an answer.</summary>
/// <param name="Language">A name of <c>Language</c> where the fence's word is known, else that word; null without one.</param>
/// <param name="Code">Without the fences and their indentation; line ends as they were.</param>
/// <param name="IsClosed">False when the answer ended inside the block: the code is cut.</param>
/// <param name="LineNumber">1-based line of the opening fence.</param>
public sealed record CodeBlock(string? Language, string Code, bool IsClosed, int LineNumber);
