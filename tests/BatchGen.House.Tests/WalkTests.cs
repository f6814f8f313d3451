using System.Text.RegularExpressions;

namespace BatchGen.House.Tests;

/// <summary>docs/walk.md lists the types that a prompt passes through; these compare it with the sources.</summary>
public sealed partial class WalkTests
{
    private const int MostSteps = 15;

    private static readonly string Walk = File.ReadAllText(Path.Combine(Sources.Root, "docs", "walk.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, string> Types
    {
        get
        {
            var types = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(Walk))
                types.Add(row.Groups["type"].Value, row.Groups["place"].Value);
            return types;
        }
    }

    [Fact]
    public void Steps_AreNumberedAndFifteenAtMost()
    {
        var steps = Row().Matches(Walk).Select(row => row.Groups["step"].Value).Where(step => char.IsDigit(step[0])).ToList();

        Assert.Equal(Enumerable.Range(1, steps.Count).Select(step => $"{step}"), steps);
        Assert.InRange(steps.Count, 1, MostSteps);
    }

    [Fact]
    public void EveryRow_IsRead() => Assert.Equal(
        Walk.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| |", StringComparison.Ordinal)),
        Row().Count(Walk));

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_IsDeclaredWhereTheWalkSays(string type, string place)
    {
        var folder = Path.Combine(Sources.Root, "src", $"BatchGen.{place}");
        var declaration = new Regex(
            $@"^(?:(?:public|internal|sealed|abstract|readonly|partial) )*(?:class|record struct|record|struct|message) {type}\b", RegexOptions.Multiline);

        Assert.Single(Directory.EnumerateFiles(folder), file => declaration.IsMatch(File.ReadAllText(file)));
    }

    /// <summary>Types the walk tells of between its rows.</summary>
    [Theory]
    [InlineData("Batches/Execution", "PlannedPiece")]
    [InlineData("Batches/Execution", "ItemFailed")]
    [InlineData("Batches/Execution", "ShardRun")]
    [InlineData("Batches/Data", "ItemPiece")]
    [InlineData("Batches/Results", "AnswerBodies")]
    public void TypeBesideTheRows_IsNamedAndDeclared(string place, string type)
    {
        Assert.Contains($"`{type}`", Walk, StringComparison.Ordinal);
        Type_IsDeclaredWhereTheWalkSays(type, place);
    }

    [GeneratedRegex(@"^\| (?<step>\d+|[a-z]) \| `(?<type>\w+)` \| `(?<place>\w+/\w+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
