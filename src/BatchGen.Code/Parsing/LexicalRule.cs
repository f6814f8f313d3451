namespace BatchGen.Code.Parsing;

/// <summary>One kind of comment or literal of a language. Stateless.</summary>
internal abstract class LexicalRule
{
    public abstract RegionKind Kind { get; }

    /// <summary>The characters a region can begin with; the lexer asks nowhere else.</summary>
    public abstract string Triggers { get; }

    /// <summary>
    /// The end of the region that begins at <paramref name="start"/>. When none begins there: the complement (~) of the
    /// first offset at which asking again can help, so that a line of a million lonely quotes is not searched a
    /// million times.
    /// </summary>
    /// <param name="lastCode">The last character before it that is neither blank nor comment; −1 if there is none.</param>
    public abstract int FindEnd(string text, int start, int lastCode);

    /// <summary>The answer for "not here".</summary>
    protected static int NotHere(int start) => ~(start + 1);

    protected static bool Matches(string text, int start, string mark) =>
        string.CompareOrdinal(text, start, mark, 0, mark.Length) == 0;
}

/// <summary>How a string holds its own closing mark.</summary>
internal enum StringEscape
{
    Never,
    Backslash,

    /// <summary>The mark twice, as in SQL.</summary>
    Doubled,
}
