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
