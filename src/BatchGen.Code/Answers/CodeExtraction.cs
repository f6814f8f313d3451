using System.Text.RegularExpressions;

namespace BatchGen.Code.Answers;

/// <summary>Decides which part of an answer is the code that was asked for.</summary>
public static class CodeExtraction
{
    /// <summary>
    /// Of the blocks in the wanted language the longest, since further ones are usage examples or the changed lines again;
    /// else of those that name no language, else of all. Without any block the whole answer, if it reads as code.
    /// </summary>
    /// <param name="language">A name of <c>Language</c>, or null when any will do.</param>
    /// <returns>Null when the answer holds no code.</returns>
    public static ExtractedCode? From(string answer, string? language)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var blocks = FilledBlocks(answer);
        return Choose(blocks, language) is { } chosen
            ? new ExtractedCode(chosen.Code, chosen.Language ?? language, CodeOrigin.Block, chosen.IsClosed, blocks.Count)
            : WholeAnswer(answer, language);
    }

    /// <summary>The block <see cref="From"/> takes; null without any.</summary>
    public static CodeBlock? BlockOf(string answer, string? language)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Choose(FilledBlocks(answer), language);
    }

    private static IReadOnlyList<CodeBlock> FilledBlocks(string answer) =>
        [.. CodeBlocks.Find(answer).Where(block => !string.IsNullOrWhiteSpace(block.Code))];

    private static CodeBlock? Choose(IReadOnlyList<CodeBlock> blocks, string? language) =>
        Longest(blocks.Where(block => language is not null && block.Language == language))
        ?? Longest(blocks.Where(block => block.Language is null))
        ?? Longest(blocks);

    private static CodeBlock? Longest(IEnumerable<CodeBlock> blocks) => blocks.MaxBy(block => block.Code.Length);

    private static ExtractedCode? WholeAnswer(string answer, string? language)
    {
        var code = WithoutFences(answer);
        return CodeShape.IsCode(code) ? new ExtractedCode(code, language, CodeOrigin.WholeAnswer, IsComplete: true, BlockCount: 0) : null;
    }

    /// <summary>Answers that continue a prompt's open block end with its closing fence; blank lines around the code say nothing.</summary>
    private static string WithoutFences(string answer)
    {
        var lines = new TextLines(answer);
        var first = lines.NextFilled(0);
        var end = lines.Count;
        while (end > first && (lines[end - 1].IsWhiteSpace() || CodeFence.Read(end - 1, lines[end - 1]) is not null))
            end--;
        var code = lines.Slice(first, end);
        return code.EndsWith('\n') || code.Length == 0 ? code : code + "\n";
    }
}

/// <summary>The code an answer gives for one file.</summary>
/// <param name="Language">As in <see cref="CodeBlock.Language"/>; for a whole answer the language asked for.</param>
/// <param name="IsComplete">False when the answer ended inside its block.</param>
/// <param name="BlockCount">Fenced blocks of the answer, this one included.</param>
public sealed record ExtractedCode(string Code, string? Language, CodeOrigin Origin, bool IsComplete, int BlockCount);

public enum CodeOrigin
{
    /// <summary>A fenced block of the answer.</summary>
    Block,

    /// <summary>The answer had no fences and reads as code: "output only the code", taken at its word.</summary>
    WholeAnswer,
}

/// <summary>Tells code from prose by its lines, for answers that fence nothing.</summary>
internal static partial class CodeShape
{
    /// <summary>Prose rarely passes a fifth of its lines, code rarely falls under four fifths.</summary>
    private const double LeastShareOfCodeLines = 0.6;

    public static bool IsCode(string text)
    {
        var filled = 0;
        var code = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            filled++;
            if (CodeLine().IsMatch(line))
                code++;
        }

        return filled > 0 && code >= LeastShareOfCodeLines * filled;
    }

    /// <summary>
    /// Indented; a comment, an attribute, a tag or a brace first; a declaring or controlling word first; a statement's end last;
    /// or an assignment, a call without a space, an arrow or a scope in between.
    /// </summary>
    [GeneratedRegex(
        """
        ^(?:\t|\ {2,})\S
        |^\s*(?://|/\*|\*/|\#!|\#include|\#\s*\w|--\s|@\w|</?[A-Za-z!?]|[{}()\[\]])
        |^(?:import|from|using|package|namespace|module|export|class|struct|enum|interface|trait|impl|def|fn|func|function|public|private|protected|internal|static|const|let|var|type|return|if\s*\(|for\s*\(|while\s*\(|else|try|async|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b
        |[;{}]\s*$
        |\w\s?(?:=|\+=|-=|:=)\s?\S
        |\w\(.*\)\s*:?\s*$
        |->|=>|::
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodeLine();
}
