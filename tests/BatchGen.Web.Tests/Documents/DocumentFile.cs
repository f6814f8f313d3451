using BatchGen.Testing;

namespace BatchGen.Web.Tests.Documents;

/// <summary>
/// A file of the repository that a test holds to the program. With the environment variable <see cref="WriteAnew"/> set to 1 the test writes
/// what the program says into it instead of complaining; the change is then there to be read and committed.
/// </summary>
internal sealed class DocumentFile(params string[] path)
{
    public const string WriteAnew = "BATCHGEN_WRITE_DOCUMENTS";

    public static string Root => SourceTree.Root;

    public string FullPath { get; } = Path.Combine([Root, .. path]);

    public string Text => File.ReadAllText(FullPath).ReplaceLineEndings("\n");

    /// <summary>The file has exactly this.</summary>
    public void Holds(string expected)
    {
        if (Environment.GetEnvironmentVariable(WriteAnew) == "1")
            File.WriteAllText(FullPath, expected);
        Assert.True(
            Text == expected,
            $"{Path.GetFileName(FullPath)} does not say what the program says. {WriteAnew}=1 writes it anew:\n{FirstDifference(Text, expected)}");
    }

    private static string FirstDifference(string written, string expected)
    {
        var (left, right) = (written.Split('\n'), expected.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
            line++;
        return $"line {line + 1}\n  written:  {left.ElementAtOrDefault(line)}\n  expected: {right.ElementAtOrDefault(line)}";
    }
}
