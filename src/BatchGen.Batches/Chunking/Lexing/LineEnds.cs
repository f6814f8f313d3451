namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>Line ends as files have them: CR LF, LF, or CR alone.</summary>
internal static class LineEnds
{
    public static bool IsLineEnd(char c) => c is '\n' or '\r';

    /// <summary>The offset of the next CR or LF, or the text's length.</summary>
    public static int FindNext(string text, int start)
    {
        var found = text.AsSpan(start).IndexOfAny('\n', '\r');
        return found < 0 ? text.Length : start + found;
    }

    /// <summary>The offset after the line end at <paramref name="at"/>; CR LF is one.</summary>
    public static int Skip(string text, int at) =>
        text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;

    /// <summary>Whether a cut here parts neither a surrogate pair nor CR from LF.</summary>
    public static bool IsCuttable(string text, int at) =>
        at <= 0 || at >= text.Length
        || !((char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]))
            || (text[at] == '\n' && text[at - 1] == '\r'));
}
