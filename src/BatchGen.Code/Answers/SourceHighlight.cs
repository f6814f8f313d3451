using System.Collections.Frozen;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Answers;

/// <summary>
/// Source in pieces of one colour each, by the lexers that also cut it. Joined, the pieces are the text: nothing is
/// added, so whoever shows them shows data and never markup. One pass; never fails.
/// </summary>
public static class SourceHighlight
{
    /// <summary>Beyond this a page would be slower than its colours are worth.</summary>
    public const int MaxCharacters = 200_000;

    /// <param name="fence">What stands after a code fence's opening, or null.</param>
    /// <returns>One plain piece when the language is not known or the text is longer than <see cref="MaxCharacters"/>.</returns>
    public static IReadOnlyList<HighlightSpan> Of(string text, string? fence)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxCharacters || fence is null || Language.Find(fence)?.Syntax is not { Lexer: { } lexer } syntax)
            return text.Length == 0 ? [] : [new HighlightSpan(HighlightKind.Plain, text)];

        var words = syntax.Keywords.GetAlternateLookup<ReadOnlySpan<char>>();
        var spans = new List<HighlightSpan>();
        var at = 0;
        foreach (var region in lexer.Read(text))
        {
            AddCode(text, at, region.Start, words, spans);
            spans.Add(new HighlightSpan(region.Kind == RegionKind.Comment ? HighlightKind.Comment : HighlightKind.Literal, text[region.Start..region.End]));
            at = region.End;
        }

        AddCode(text, at, text.Length, words, spans);
        return spans;
    }

    private static void AddCode(
        string text, int start, int end, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words, List<HighlightSpan> spans)
    {
        var plainFrom = start;
        for (var i = start; i < end;)
        {
            var word = Lexer.PeekWord(text, i);
            var stop = Math.Min(end, i + Math.Max(1, word.Length));
            if (KindOf(word, words) is { } kind)
            {
                AddPlain(text, plainFrom, i, spans);
                spans.Add(new HighlightSpan(kind, text[i..stop]));
                plainFrom = stop;
            }

            i = stop;
        }

        AddPlain(text, plainFrom, end, spans);
    }

    private static void AddPlain(string text, int start, int end, List<HighlightSpan> spans)
    {
        if (end > start)
            spans.Add(new HighlightSpan(HighlightKind.Plain, text[start..end]));
    }

    private static HighlightKind? KindOf(ReadOnlySpan<char> word, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        if (word.IsEmpty)
            return null;
        if (char.IsAsciiDigit(word[0]))
            return HighlightKind.Number;
        return words.Contains(word) ? HighlightKind.Keyword : null;
    }
}

/// <summary>A piece of source that is shown in one colour.</summary>
public sealed record HighlightSpan(HighlightKind Kind, string Text);

public enum HighlightKind
{
    Plain,
    Comment,

    /// <summary>Strings, characters and regular expressions.</summary>
    Literal,
    Keyword,
    Number,
}
