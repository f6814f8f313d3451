namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>
/// Which texts Roslyn's lexer may read. It recurses for an interpolation inside an interpolation (100,000 of them end
/// the process by stack overflow) and takes time in the square of nested conditions (3 s for 33,000). Code that people
/// write stays far below these limits.
/// </summary>
internal static class RoslynLimits
{
    private const int DeepestBraces = 64;
    private const int DeepestConditions = 64;

    public static bool Allow(string text)
    {
        var braces = 0;
        var conditions = 0;
        for (var i = text.AsSpan().IndexOfAny('{', '}', '#'); i >= 0;)
        {
            if (text[i] == '{')
                braces++;
            else if (text[i] == '}')
                braces = Math.Max(0, braces - 1);
            else
                conditions += GetConditionStep(text.AsSpan(i + 1));
            if (braces > DeepestBraces || conditions > DeepestConditions)
                return false;

            var next = text.AsSpan(i + 1).IndexOfAny('{', '}', '#');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return true;
    }

    private static int GetConditionStep(ReadOnlySpan<char> directive)
    {
        directive = directive[..Math.Min(directive.Length, 16)].TrimStart(" \t");
        if (directive.StartsWith("if"))
            return 1;
        return directive.StartsWith("endif") ? -1 : 0;
    }
}
