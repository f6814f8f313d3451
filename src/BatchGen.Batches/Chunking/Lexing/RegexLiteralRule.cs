namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>
/// JavaScript's <c>/pattern/flags</c>. A slash after a value divides; after an operator, an opening bracket or a
/// keyword such as <c>return</c> it begins a pattern.
/// </summary>
internal sealed class RegexLiteralRule : LexicalRule
{
    private static readonly string[] Keywords =
        ["return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new", "await", "yield"];

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "/";

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (!CanBeginAfter(text, lastCode))
            return NotHere(start);

        var inClass = false;
        for (var i = start + 1; i < text.Length && !LineEnds.IsLineEnd(text[i]); i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '/' when !inClass:
                    return SkipFlags(text, i + 1);
            }
        }

        return ~LineEnds.FindNext(text, start);
    }

    private static bool CanBeginAfter(string text, int lastCode)
    {
        if (lastCode < 0)
            return true;
        var last = text[lastCode];
        if (!Lexer.IsWordCharacter(last))
            return last is not (')' or ']' or '}' or '"' or '\'' or '`' or '<');

        var wordStart = lastCode;
        while (wordStart > 0 && lastCode - wordStart < 8 && Lexer.IsWordCharacter(text[wordStart - 1]))
            wordStart--;
        var word = text.AsSpan(wordStart, lastCode + 1 - wordStart);
        foreach (var keyword in Keywords)
        {
            if (word.SequenceEqual(keyword))
                return true;
        }

        return false;
    }

    private static int SkipFlags(string text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        return at;
    }
}
