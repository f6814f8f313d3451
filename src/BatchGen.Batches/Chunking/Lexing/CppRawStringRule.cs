using System.Buffers;

namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>C++'s <c>R"mark( … )mark"</c>; asked at the quote, after the prefix was read as a word.</summary>
internal sealed class CppRawStringRule : LexicalRule
{
    // The standard allows 16 characters of mark.
    private const int LongestMark = 16;

    private static readonly SearchValues<char> NotInMark = SearchValues.Create("\" )\\\t\r\n");

    public override RegionKind Kind => RegionKind.Literal;

    public override string Triggers => "\"";

    public override int FindEnd(string text, int start, int lastCode)
    {
        if (start == 0 || text[start - 1] != 'R')
            return NotHere(start);
        var paren = text.AsSpan(start + 1, Math.Min(LongestMark + 1, text.Length - start - 1)).IndexOf('(');
        if (paren < 0 || text.AsSpan(start + 1, paren).IndexOfAny(NotInMark) >= 0)
            return NotHere(start);

        var close = $"){text.Substring(start + 1, paren)}\"";
        var end = text.IndexOf(close, start + paren, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + close.Length;
    }
}
