namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// Which texts Roslyn may parse. Its parser recurses for brackets, type arguments and interpolations without a guard:
/// measured with 5.0.0, 200,000 opening parentheses end the process by stack overflow, which nothing can catch, and
/// 4 KB of "[][][]…" take five seconds, growing with the cube. Code that people write stays far below these limits.
/// </summary>
internal static class RoslynLimits
{
    private const int DeepestNesting = 64;
    private const int LongestListRun = 32;
    private const int DeepestCondition = 64;

    public static bool Allow(string text)
    {
        var brackets = 0;
        var angles = 0;
        var conditions = 0;
        var listRun = 0;
        var last = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '(' or '[' or '{':
                    brackets++;
                    listRun = c == '[' && last == ']' ? listRun + 1 : 0;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '<':
                    angles++;
                    break;
                case '>':
                    angles = Math.Max(0, angles - 1);
                    break;
                case '#':
                    conditions += GetConditionStep(text.AsSpan(i + 1));
                    break;
            }

            if (c is ';' or '{' or '}')
                angles = 0;
            if (!char.IsWhiteSpace(c))
                last = c;
            if (brackets > DeepestNesting || angles > DeepestNesting || listRun > LongestListRun || conditions > DeepestCondition)
                return false;
        }

        return true;
    }

    private static int GetConditionStep(ReadOnlySpan<char> directive)
    {
        directive = directive[..Math.Min(directive.Length, 16)].TrimStart(' ');
        if (directive.StartsWith("if"))
            return 1;
        return directive.StartsWith("endif") ? -1 : 0;
    }
}
