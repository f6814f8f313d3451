using BatchGen.Engine.Headroom;
using BatchGen.Web.Controls.Memory;
using Bunit;

namespace BatchGen.Web.Tests.Controls.Memory;

public sealed class HeadroomLineTests : PageTestBase
{
    private const long GiB = 1L << 30;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Render_ShowsNothing_BeforeThereIsALine(int samples) => Assert.Equal("", RenderLine(8, [.. Enumerable.Repeat(1L, samples)]).Markup.Trim());

    [Theory]
    [InlineData(8, "in use 2.0 GiB to 5.0 GiB, least headroom 3.0 GiB")]
    [InlineData(5, "least headroom 0 B")]
    [InlineData(4, "over the limit by 1.0 GiB")]
    public void Render_SaysTheLeastHeadroom(long limitGiB, string words)
    {
        var line = RenderLine(limitGiB, 2, 5, 3);

        Assert.Contains(words, line.Find(".headroom").TextContent, StringComparison.Ordinal);
        Assert.Contains("Last 2 min", line.Find(".headroom").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<HeadroomLine> RenderLine(long limitGiB, params long[] usedGiB) => Render<HeadroomLine>(parameters => parameters.Add(
        line => line.Samples,
        [.. usedGiB.Select((used, minute) => new HeadroomSample("CPU", used * GiB, 0, limitGiB * GiB, DateTimeOffset.UnixEpoch.AddMinutes(minute)))]));
}
