using BatchGen.Code.Answers;
using BatchGen.Web.Pages.BatchView;

namespace BatchGen.Web.Tests.Pages;

public sealed class DiffStretchTests
{
    [Fact]
    public void Of_FoldsWhatDidNotChange_AndKeepsThreeLinesAround()
    {
        var before = Enumerable.Range(1, 40).Select(line => $"line {line}").ToList();
        var after = new List<string>(before) { [19] = "another line" };

        var stretches = DiffStretch.Of(FileDiff.Between(string.Join('\n', before), string.Join('\n', after))!);

        Assert.Equal([16, 17], stretches.Select(stretch => stretch.SkippedLines));
        Assert.Equal([7, 0], stretches.Select(stretch => stretch.Rows.Count));
    }
}
