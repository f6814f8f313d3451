using AngleSharp.Dom;
using BatchGen.Web.Pages.Logs;
using BatchGen.Web.Telemetry;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchGen.Web.Tests.Pages;

public sealed class LogPageTests : PageTestBase
{
    [Fact]
    public void Lines_AreShownAsTheyCome_WithALinkToTheirBatch()
    {
        var page = Render<LogPage>();
        Assert.Contains("Nothing has been logged", page.Markup, StringComparison.Ordinal);

        Add(LogLevel.Warning, "The disk is nearly full.", "batch_abc", item: 3);

        page.WaitForAssertion(() => Assert.Equal("The disk is nearly full.", Assert.Single(Texts(page))));
        Assert.Equal("batches/batch_abc?item=3", page.Find(".log-batch").GetAttribute("href"));
    }

    [Fact]
    public async Task Filters_LeaveOutWhatIsNotAskedFor()
    {
        Add(LogLevel.Information, "fine");
        Add(LogLevel.Warning, "careful");
        Add(LogLevel.Error, "broken");
        var page = Render<LogPage>();

        await page.InvokeAsync(() => page.FindAll(".chip").Single(chip => chip.TextContent == "Errors").Click());
        Assert.Equal(["broken"], Texts(page));

        await page.InvokeAsync(() => page.FindAll(".chip").Single(chip => chip.TextContent == "All").Click());
        await page.InvokeAsync(() => page.Find(".log-search").Input("care"));
        Assert.Equal(["careful"], Texts(page));

        await page.InvokeAsync(() => page.Find(".log-search").Input("nowhere"));
        Assert.Contains("No line matches", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_KeepsWhatIsShown_UntilItIsFollowedAgain()
    {
        Add(LogLevel.Information, "before");
        var page = Render<LogPage>();
        await page.InvokeAsync(() => Button(page, "Pause").Click());

        Add(LogLevel.Information, "meanwhile");

        page.WaitForAssertion(() => Assert.Contains("One line has come since", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["before"], Texts(page));
        await page.InvokeAsync(() => Button(page, "Follow").Click());
        Assert.Equal(["meanwhile", "before"], Texts(page));
    }

    private void Add(LogLevel level, string text, string? batch = null, int? item = null) =>
        Services.GetRequiredService<LogRing>().Add(new LogLine(0, DateTimeOffset.UtcNow, level, "BatchGen.Some.Class", text, null, batch, item));

    private static IEnumerable<string> Texts(IRenderedComponent<LogPage> page) => page.FindAll(".log-text").Select(line => line.TextContent);

    private static IElement Button(IRenderedComponent<LogPage> page, string word) => page.FindAll("button").Single(button => button.TextContent.Trim() == word);
}
