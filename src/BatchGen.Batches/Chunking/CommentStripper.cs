using System.Text;
using BatchGen.Batches.Chunking.Lexing;
using BatchGen.Batches.Chunking.Outlines;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Chunking;

/// <summary>
/// Removes comments for a person to read what is left; <see cref="CodeComparison"/> decides whether code is the same.
/// A line that held only a comment goes whole; blanks before a comment at a line's end go with it.
/// </summary>
public static class CommentStripper
{
    /// <summary>The text without its comments; null where they cannot be told from code.</summary>
    public static string? Strip(string text, Language language)
    {
        if (language.CodeReader?.FindComments(text) is not { } comments)
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
