namespace BatchGen.Batches.Chunking.Lexing;

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
