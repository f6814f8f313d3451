namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>How far a line is indented.</summary>
internal static class LineIndent
{
    // As Python counts: a tab goes on to the next multiple of eight.
    private const int TabStop = 8;

    public static int Measure(string text, int lineStart, int firstCode)
    {
        var columns = 0;
        for (var i = lineStart; i < firstCode; i++)
        {
            if (text[i] == '\t')
                columns += TabStop - (columns % TabStop);
            else if (char.IsWhiteSpace(text[i]))
                columns++;
            else
                break;
        }

        return columns;
    }
}
