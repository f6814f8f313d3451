using BatchGen.Code.Outlines;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Splitting;

/// <summary>Counts the lines of a document, and parts those that are too long for a chunk.</summary>
internal sealed class FragmentMeter(SourceDocument document, ChunkBudget budget, ITokenCounter counter)
{
    // A header takes a quarter of the budget at most (HeaderShelf), so a line up to this fits beside any.
    private readonly int _longest = Math.Max(1, budget.Tokens - (budget.Tokens / HeaderShelf.BudgetShare));

    // Fine enough to fill chunks well, coarse enough that sums stay close to what the whole takes.
    private readonly int _pieceTokens = Math.Max(1, budget.Tokens / 16);

    public async Task<Fragments> MeasureAsync(IReadOnlyList<Boundary> cuts, CancellationToken cancellationToken)
    {
        Boundary[] starts = [new Boundary(0, BoundaryRank.Declaration, 0), .. cuts];
        var counts = await counter.CountAllAsync(starts.Select((_, i) => GetText(starts, i)), cancellationToken);
        return new Fragments(document.Text, starts, counts);
    }

    /// <summary>The same text with every fragment small enough for a chunk.</summary>
    /// <exception cref="ChunkingException">A single character is over the budget.</exception>
    public async Task<Fragments> RefineAsync(Fragments fragments, CancellationToken cancellationToken)
    {
        while (true)
        {
            List<Boundary> starts = [];
            List<int> tokens = [];
            List<int> uncounted = [];
            for (var i = 0; i < fragments.Count; i++)
            {
                var pieces = Part(fragments, i);
                if (pieces.Count > 1)
                    uncounted.AddRange(Enumerable.Range(starts.Count, pieces.Count));
                starts.AddRange(pieces);
                tokens.AddRange(Enumerable.Repeat((int)fragments.GetTokens(i, i + 1), pieces.Count));
            }

            if (uncounted.Count == 0)
                return fragments;

            Boundary[] finer = [.. starts];
            var counts = await counter.CountAllAsync(uncounted.Select(i => GetText(finer, i)), cancellationToken);
            for (var i = 0; i < counts.Length; i++)
                tokens[uncounted[i]] = counts[i];
            fragments = new Fragments(document.Text, finer, [.. tokens]);
        }
    }

    private List<Boundary> Part(Fragments fragments, int fragment)
    {
        var start = fragments.GetStart(fragment);
        var end = fragments.GetOffset(fragment + 1);
        var tokens = fragments.GetTokens(fragment, fragment + 1);
        List<Boundary> pieces = [start];
        if (tokens <= _longest)
            return pieces;

        var length = end - start.Offset;
        var pieceLength = (int)Math.Clamp((long)length * _pieceTokens / tokens, 1, Math.Max(1, length / 2));
        for (var at = HardCut.Find(document.Text, start.Offset, pieceLength); at < end; at = HardCut.Find(document.Text, at, pieceLength))
            pieces.Add(new Boundary(at, BoundaryRank.Hard, 0));
        if (pieces.Count == 1 && tokens > budget.Tokens)
            throw CreateTooSmall(start.Offset, tokens);
        return pieces;
    }

    private ChunkingException CreateTooSmall(int offset, long tokens) => new(
        ChunkBudget.TooSmallCode,
        $"{document.Path}, line {new LineMap(document.Text).GetLine(offset)}: one character takes {tokens} tokens, but a part of the input may take {budget.Tokens}. Raise the context limit, shorten the prompt, or allow a shorter answer.");

    private string GetText(Boundary[] starts, int index) =>
        document.Text[starts[index].Offset..(index + 1 < starts.Length ? starts[index + 1].Offset : document.Text.Length)];
}

/// <summary>Where to cut inside a line.</summary>
internal static class HardCut
{
    /// <summary>
    /// About a length after start: behind a blank or a mark that ends something if there is one in the second half,
    /// else wherever; never inside a surrogate pair or CR LF. Always after start.
    /// </summary>
    public static int Find(string text, int start, int length)
    {
        var farthest = Math.Min(start + length, text.Length);
        for (var at = farthest; at > start + (length / 2); at--)
        {
            if (EndsSomething(text[at - 1]) && LineEnds.IsCuttable(text, at))
                return at;
        }

        return LineEnds.IsCuttable(text, farthest) ? farthest : farthest + 1;
    }

    private static bool EndsSomething(char c) => char.IsWhiteSpace(c) || c is ';' or ',' or '}' or ')' or '>' or '。' or '，';
}
