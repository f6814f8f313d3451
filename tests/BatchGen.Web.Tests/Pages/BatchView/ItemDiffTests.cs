using BatchGen.Web.Pages.BatchView;
using Bunit;

namespace BatchGen.Web.Tests.Pages.BatchView;

public sealed class ItemDiffTests : PageTestBase
{
    [Theory]
    [InlineData("a\nb\n", "a\nb\n", 0, 0)]
    [InlineData("a\nb\n", "a\nc\n", 1, 1)]
    [InlineData("a\n", "a\nb\n", 0, 1)]
    [InlineData("a\n<b>\n", "a\n", 1, 0)]
    public void Render_MarksWhatWentAndWhatCame(string before, string after, int removed, int added)
    {
        var diff = Render<ItemDiff>(parameters => parameters.Add(item => item.Before, before).Add(item => item.After, after));

        Assert.Equal(removed, diff.FindAll("td.old").Count);
        Assert.Equal(added, diff.FindAll("td.new").Count);
        Assert.Equal(removed + added == 0, diff.FindAll("table").Count == 0);
    }

    [Fact]
    public void Render_FoldsWhatStayed_WhenItIsLong()
    {
        var lines = string.Concat(Enumerable.Range(0, 400).Select(number => $"line {number}\n"));

        var diff = Render<ItemDiff>(parameters => parameters.Add(item => item.Before, lines + "old\n").Add(item => item.After, lines + "new\n"));

        Assert.Single(diff.FindAll(".skip"));
        Assert.InRange(diff.FindAll("tr").Count, 2, 40);
    }

    [Fact]
    public void Render_FollowsTheItem_WhenAnotherIsOpened()
    {
        var diff = Render<ItemDiff>(parameters => parameters.Add(item => item.Before, "a\n").Add(item => item.After, "a\n"));

        diff.Render(parameters => parameters.Add(item => item.Before, "a\n").Add(item => item.After, "b\n"));

        Assert.Single(diff.FindAll("td.new"));
    }
}
