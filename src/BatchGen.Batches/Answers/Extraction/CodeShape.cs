using System.Text.RegularExpressions;

namespace BatchGen.Batches.Answers.Extraction;

/// <summary>Tells code from prose by its lines, for answers that fence nothing.</summary>
internal static partial class CodeShape
{
    /// <summary>Prose rarely passes a fifth of its lines, code rarely falls under four fifths.</summary>
    private const double LeastShareOfCodeLines = 0.6;

    public static bool IsCode(string text)
    {
        int filled = 0;
        int code = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
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
