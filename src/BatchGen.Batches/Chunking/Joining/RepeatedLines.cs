namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Removes the end of the part before, when an answer begins by repeating it.</summary>
internal static class RepeatedLines
{
    // One line alone, or a few braces, may stand twice for good reason.
    private const int FewestLines = 2;
    private const int FewestCharacters = 12;

    /// <param name="lastLines">The end of the result so far.</param>
    /// <param name="firstSourceLine">Where the part begins; an answer that begins there repeats nothing.</param>
    public static List<string> Remove(List<string> lines, IReadOnlyList<string> lastLines, string firstSourceLine)
    {
        if (lines.Count == 0 || lines[0].Trim() == firstSourceLine.Trim())
            return lines;

        for (var count = Math.Min(lines.Count, lastLines.Count); count >= FewestLines; count--)
        {
            if (Repeats(lines, lastLines, count))
                return AnswerLines.TrimStart(lines[count..]);
        }

        return lines;
    }

    private static bool Repeats(List<string> lines, IReadOnlyList<string> lastLines, int count)
    {
        var characters = 0;
        for (var i = 0; i < count; i++)
        {
            var line = lines[i].Trim();
            if (line != lastLines[lastLines.Count - count + i].Trim())
                return false;
            characters += line.Length;
        }

        return characters >= FewestCharacters;
    }
}
