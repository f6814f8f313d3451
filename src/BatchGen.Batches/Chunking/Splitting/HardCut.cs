using BatchGen.Batches.Chunking.Lexing;

namespace BatchGen.Batches.Chunking.Splitting;

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
