namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>
/// Which texts Roslyn's lexer may read. It recurses for an interpolation inside an interpolation (100,000 of them end
/// the process by stack overflow), and walks all open directives for each new one (140,000 stray #endif take minutes).
/// Code that people write stays far below these limits.
/// </summary>
internal static class RoslynLimits
{
    private const int DeepestBraces = 64;
    private const int MostOpenDirectives = 256;

    // Longer than the blanks and the word of any directive worth counting.
    private const int DirectiveLength = 24;

    public static bool Allow(string text)
    {
        var braces = 0;
        Stack<string> directives = new();
        for (var i = text.AsSpan().IndexOfAny('{', '}', '#'); i >= 0;)
        {
            if (text[i] == '{')
                braces++;
            else if (text[i] == '}')
                braces = Math.Max(0, braces - 1);
            else if (BeginsLine(text, i))
                Follow(text.AsSpan(i + 1), directives);
            if (braces > DeepestBraces || directives.Count > MostOpenDirectives)
                return false;

            var next = text.AsSpan(i + 1).IndexOfAny('{', '}', '#');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return true;
    }

    private static bool BeginsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
            at--;
        return at == 0 || LineEnds.IsLineEnd(text[at - 1]);
    }

    // As Roslyn keeps them: a closing directive takes its opening one and what stands between, a stray one stays.
    private static void Follow(ReadOnlySpan<char> directive, Stack<string> open)
    {
        directive = directive[..Math.Min(directive.Length, DirectiveLength)].TrimStart(" \t");
        if (directive.StartsWith("endif") && open.Contains("if"))
        {
            while (open.Pop() != "if")
            {
            }
        }
        else if (directive.StartsWith("endregion") && open.TryPeek(out var last) && last == "region")
        {
            open.Pop();
        }
        else if (directive.StartsWith("if") || directive.StartsWith("region"))
        {
            open.Push(directive[0] == 'i' ? "if" : "region");
        }
        else if (directive.StartsWith("e") || directive.StartsWith("define") || directive.StartsWith("undef"))
        {
            open.Push("other");
        }
    }
}
