namespace BatchGen.Batches.Answers.Quality;

/// <summary>
/// Tells code that Roslyn's parser cannot take: it guards most of its recursion, but not that over tuple types, type
/// arguments, conditional access, interpolations and #if (100,000 opening parentheses end the process, seen with 5.0).
/// Counts characters without regard to strings, so it errs on the side of declining.
/// </summary>
internal static class CSharpNesting
{
    /// <summary>Far beyond code that people or models write on purpose.</summary>
    private const int MaxDepth = 400;

    public static bool IsTooDeep(string code)
    {
        int brackets = 0;
        int directives = 0;
        int inStatement = 0;
        foreach (char character in code)
        {
            switch (character)
            {
                case '(' or '[' or '{':
                    brackets++;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '<' or '?':
                    inStatement++;
                    break;
                case '#':
                    directives++;
                    break;
            }

            if (character is ';' or '{' or '}')
                inStatement = 0;
            if (brackets > MaxDepth || inStatement > MaxDepth || directives > MaxDepth)
                return true;
        }

        return false;
    }
}
