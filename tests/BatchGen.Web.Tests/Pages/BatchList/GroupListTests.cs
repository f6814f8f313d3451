using BatchGen.Batches.Queries;
using BatchGen.Web.Pages.BatchList;
using Bunit;

namespace BatchGen.Web.Tests.Pages.BatchList;

public sealed class GroupListTests : PageTestBase
{
    [Fact]
    public void Render_ShowsBones_WhileTheGroupsAreRead() => Assert.NotEmpty(RenderList(null, BatchGrouping.Label).FindAll(".bone"));

    [Theory]
    [InlineData(BatchGrouping.Label, "Give batches labels")]
    [InlineData(BatchGrouping.Schedule, "a schedule submits")]
    [InlineData(BatchGrouping.Owner, "the people who submitted")]
    public void Render_SaysWhatMakesAGroup_WhenThereIsNone(BatchGrouping grouping, string words)
    {
        var list = RenderList([], grouping);

        Assert.Contains(words, list.Markup, StringComparison.Ordinal);
        Assert.Equal("batches", list.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(null, null, "batches?label=nightly")]
    [InlineData(4L, null, "batches?schedule=4")]
    [InlineData(null, 5L, "batches?owner=5")]
    public void Render_LeadsToTheWholeGroup(long? schedule, long? owner, string path)
    {
        var list = RenderList([new ShownGroup(new BatchGroup("nightly", schedule, 1) { OwnerId = owner }, [])], BatchGrouping.Label);

        Assert.Equal("nightly", list.Find("h2").TextContent);
        Assert.Contains("1 batch", list.Find(".panel-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(path, list.Find(".panel-head a").GetAttribute("href"));
    }

    private IRenderedComponent<GroupList> RenderList(IReadOnlyList<ShownGroup>? groups, BatchGrouping grouping) => Render<GroupList>(parameters => parameters
        .Add(list => list.Groups, groups)
        .Add(list => list.Address, ListAddress.All with { Grouping = grouping }));
}
