using System.Text.RegularExpressions;

namespace BatchGen.House.Tests;

/// <summary>Lines that can be read beside one another: of at most 160 characters, but for a sentence that is told to somebody.</summary>
public sealed partial class LineTests
{
    private const int MostCharacters = 160;

    /// <summary>What may stand on a line beside a long sentence.</summary>
    private const int MostBesideTexts = 100;

    public static TheoryData<string> Projects => [.. Sources.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Lines_AreNoLongerThanAReaderSees(string project) =>
        Assert.Empty(Sources.TextsOf(project).Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(
            file => TooLong(file.Text).Select(line => $"{file.Path}:{line}")));

    [Theory]
    [InlineData(160, 0)]
    [InlineData(161, 1)]
    public void TooLong_FindsLines(int characters, int found) => Assert.Equal(found, TooLong(new string('x', characters)).Count());

    [Fact]
    public void TooLong_LetsSentencesBeWhole()
    {
        var sentence = new string('s', 200);

        Assert.Empty(TooLong($"    throw Refused($\"{sentence} {{name}}.\");"));
        Assert.Empty(TooLong($"var text = \"\"\"\n{sentence}\n\"\"\";"));
        Assert.Single(TooLong($"    /// {sentence}"));
        Assert.Single(TooLong($"    {new string('c', 101)}(\"{sentence}\");"));
    }

    /// <summary>Numbers of lines, from 1.</summary>
    private static IEnumerable<int> TooLong(string code)
    {
        var isInText = false;
        foreach (var (index, line) in code.Split('\n').Index())
        {
            if (RawText().Count(line) % 2 == 1)
                isInText = !isInText;
            else if (!isInText && line.Length > MostCharacters && Text().Replace(line, "").Trim().Length > MostBesideTexts)
                yield return index + 1;
        }
    }

    [GeneratedRegex("\"\"\"")]
    private static partial Regex RawText();

    /// <summary>From a quote to the next one that is not escaped; of an interpolated text with texts inside, its pieces.</summary>
    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"
        """)]
    private static partial Regex Text();
}
