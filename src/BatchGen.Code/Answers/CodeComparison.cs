using System.Text;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Answers;

/// <summary>
/// Whether two texts are the same code once comments are removed: the check of the comment task.
/// </summary>
/// <remarks>
/// Blanks and line ends count only where the language gives them a meaning: everywhere free in C#, Java, Rust, SQL and
/// JSON; line ends after directives in C and C++; line ends that may end a statement in JavaScript, TypeScript, Go,
/// Kotlin and Swift; logical lines and the shape of indentation in Python. Strings count as written. Python's
/// docstrings and C#'s #region count as comments.
/// </remarks>
/// <param name="BeforeLine">1-based line of the first difference in the first text; null unless changed.</param>
/// <param name="AfterLine">The same place in the second text.</param>
public sealed record CodeComparison(CodeVerdict Verdict, int? BeforeLine = null, int? AfterLine = null)
{
    public static CodeComparison Compare(string before, string after, Syntax syntax)
    {
        var left = syntax.CodeReader?.ReadCode(before);
        var right = syntax.CodeReader?.ReadCode(after);
        if (left is null || right is null)
            return new CodeComparison(CodeVerdict.NotComparable);

        var same = CountSame(left, right);
        if (same == left.Count && same == right.Count)
            return new CodeComparison(CodeVerdict.Unchanged);
        return new CodeComparison(CodeVerdict.Changed, FindLine(before, left, same), FindLine(after, right, same));
    }

    private static int CountSame(IReadOnlyList<CodeToken> left, IReadOnlyList<CodeToken> right)
    {
        var i = 0;
        while (i < left.Count && i < right.Count && left[i].Text == right[i].Text)
            i++;
        return i;
    }

    // Where one ends before the other, its end is the place.
    private static int FindLine(string text, IReadOnlyList<CodeToken> tokens, int index) =>
        new LineMap(text).GetLine(index < tokens.Count ? tokens[index].Offset : text.Length);
}

public enum CodeVerdict
{
    Unchanged,
    Changed,

    /// <summary>The language's comments cannot be told from its code here, so nothing is claimed.</summary>
    NotComparable,
}

/// <summary>
/// Removes comments for a person to read what is left; <see cref="CodeComparison"/> decides whether code is the same.
/// A line that held only a comment goes whole; blanks before a comment at a line's end go with it.
/// </summary>
public static class CommentStripper
{
    /// <summary>The text without its comments; null where they cannot be told from code.</summary>
    public static string? Strip(string text, Syntax syntax)
    {
        if (syntax.CodeReader?.FindComments(text) is not { } comments)
            return null;

        var result = new StringBuilder(text.Length);
        var kept = 0;
        foreach (var comment in comments)
        {
            var cut = FindCut(text, kept, comment);
            result.Append(text, kept, cut.Start - kept);
            result.Append(cut.Replacement);
            kept = cut.End;
        }

        return result.Append(text, kept, text.Length - kept).ToString();
    }

    private static CommentCut FindCut(string text, int kept, TextSpan comment)
    {
        var start = comment.Start;
        while (start > kept && text[start - 1] is ' ' or '\t')
            start--;
        var end = comment.End;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;

        var beginsLine = start == 0 || LineEnds.IsLineEnd(text[start - 1]);
        // Roslyn's documentation comments hold their own line end.
        if (LineEnds.IsLineEnd(text[comment.End - 1]))
            return new CommentCut(start, comment.End, "");
        var endsLine = end == text.Length || LineEnds.IsLineEnd(text[end]);
        if (beginsLine && endsLine)
            return new CommentCut(start, end < text.Length ? LineEnds.Skip(text, end) : end, "");
        if (endsLine)
            return new CommentCut(start, end, "");
        if (beginsLine)
            return new CommentCut(comment.Start, comment.End, "");
        // A comment over several lines ends a statement in some languages, so a line end stays of it.
        var firstLineEnd = LineEnds.FindNext(text, comment.Start);
        return new CommentCut(start, end, firstLineEnd < comment.End ? text[firstLineEnd..LineEnds.Skip(text, firstLineEnd)] : " ");
    }

    /// <param name="Replacement">What must part the code that the comment stood between.</param>
    private readonly record struct CommentCut(int Start, int End, string Replacement);
}
