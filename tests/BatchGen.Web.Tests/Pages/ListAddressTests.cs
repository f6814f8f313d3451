using BatchGen.Web.Pages.BatchList;

namespace BatchGen.Web.Tests.Pages;

public sealed class ListAddressTests
{
    [Theory]
    [InlineData(null, null, null, null, null, null, null, "batches")]
    [InlineData(
        "failed",
        " 重构 a&b ",
        "x/y",
        7L,
        3L,
        "duration",
        "label",
        "batches?state=failed&q=%E9%87%8D%E6%9E%84%20a%26b&label=x%2Fy&schedule=7&owner=3&sort=duration&group=label")]
    [InlineData("3", "", "", null, null, "cheapest", "7", "batches")]
    public void Parse_GivesAnAddressThatSaysTheSame(
        string? state, string? search, string? label, long? schedule, long? owner, string? sort, string? group, string path) =>
        Assert.Equal(path, ListAddress.Parse(state, search, label, schedule, owner, sort, group).Path);
}
