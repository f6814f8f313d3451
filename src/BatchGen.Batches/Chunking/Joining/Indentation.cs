namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Gives an answer back the indentation that a model took away because it saw only the inside of a block.</summary>
internal static class Indentation
{
    public static List<string> Restore(List<string> lines, IReadOnlyList<string> source)
    {
        // The first source line found in the answer tells how far everything moved.
        var anchor = source[0].Trim();
        var found = lines.FindIndex(line => line.Trim() == anchor);
        if (found < 0)
            return lines;

        var expected = GetIndent(source[0]);
        var actual = GetIndent(lines[found]);
        if (expected.Length <= actual.Length || !expected.EndsWith(actual, StringComparison.Ordinal))
            return lines;
        var missing = expected[..^actual.Length];
        return [.. lines.Select(line => string.IsNullOrWhiteSpace(line) ? line : missing + line)];
    }

    private static string GetIndent(string line) => line[..^line.TrimStart().Length];
}
