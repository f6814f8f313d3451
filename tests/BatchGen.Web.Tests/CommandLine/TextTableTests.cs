using BatchGen.Web.CommandLine;
using BatchGen.Web.CommandLine.Servers;

namespace BatchGen.Web.Tests.CommandLine;

public sealed class TextTableTests
{
    private static readonly string NewLine = Environment.NewLine;

    [Fact]
    public void ToString_AlignsWhatTerminalsShowTwiceAsWide()
    {
        var table = new TextTable(null, "Id", "Name");
        table.Add("漢字", "two");
        table.Add("abcde", "one");

        Assert.Equal($"ID     NAME{NewLine}漢字   two{NewLine}abcde  one{NewLine}", table.ToString());
    }

    [Theory]
    [InlineData(null, "a rather long name")]
    [InlineData(14, "a rathe…")]
    [InlineData(1, "a rathe…")]
    [InlineData(40, "a rather long name")]
    public void ToString_CutsTheLastColumn_InATerminalOnly(int? width, string name)
    {
        var table = new TextTable(width, "Id", "Name");
        table.Add("four", "a rather long name");

        Assert.Equal($"four  {name}", table.ToString().Split(NewLine)[1]);
    }

    [Fact]
    public void ToString_KeepsARowOneLine()
    {
        var table = new TextTable(null, "Name");
        table.Add("two\nlines\u001b[2J\u202e");

        Assert.Equal(["NAME", "two lines [2J"], table.ToString().Split(NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Facts_LeaveOutWhatIsEmpty() => Assert.Equal(
        $"Id     3{NewLine}State  on{NewLine}", new TextFacts().Add("Id", "3").Add("Note", null).Add("State", "on").ToString());

    [Theory]
    [InlineData(-5, "0s")]
    [InlineData(59, "59s")]
    [InlineData(3_599, "59m")]
    [InlineData(86_399, "23h")]
    [InlineData(864_000, "10d")]
    public void Age_IsOneUnit(int seconds, string age) =>
        Assert.Equal(age, TimeText.Age(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(seconds)));
}
