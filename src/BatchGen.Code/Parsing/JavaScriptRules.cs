namespace BatchGen.Code.Parsing;

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

/// <summary>
/// JavaScript's <c>`text ${code} text`</c>, whole, with templates in its code. A stack of its own instead of
/// recursion: a file of a million openings must not end the process.
/// </summary>
internal sealed class TemplateLiteralRule : LexicalRule
{
    private const int InTemplate = -1;

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "`";

    public override int FindEnd(string text, int start, int lastCode)
    {
        // Each entry is a template, or a hole with the number of braces open in it.
        Stack<int> open = new([InTemplate]);
        for (var i = start + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                i++;
            }
            else if (open.Peek() == InTemplate)
            {
                if (c == '`')
                    open.Pop();
                else if (c == '$' && i + 1 < text.Length && text[i + 1] == '{')
                    open.Push(0);
            }
            else
            {
                ReadCode(c, open);
            }

            if (open.Count == 0)
                return i + 1;
        }

        return text.Length;
    }

    // The brace of "${" itself is counted when it is read.
    private static void ReadCode(char c, Stack<int> open)
    {
        if (c == '`')
            open.Push(InTemplate);
        else if (c == '{')
            open.Push(open.Pop() + 1);
        else if (c == '}' && open.Pop() is var braces and > 1)
            open.Push(braces - 1);
    }
}
